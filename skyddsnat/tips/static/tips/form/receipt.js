// What can be done with a receipt: copy, print, save the proof. Works on the pages that the server makes too.
"use strict"

const tipReceipt = (() => {
  const OTHERS = 2 // words to choose among beside the right one

  function arm(part) {
    for (const hidden of part.querySelectorAll("[data-scripted]")) hidden.hidden = false
  }

  function textOf(what) {
    const found = document.querySelector(`main [data-${what}]`)
    return what === "words" ? Array.from(found.children, (word) => word.textContent).join(" ") : found.textContent
  }

  async function copy(button) {
    const text = textOf(button.dataset.copy)
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      const field = Object.assign(document.createElement("textarea"), { value: text })
      button.after(field)
      field.select()
      const done = document.execCommand("copy")
      field.remove()
      if (!done) return
    }
    button.textContent = button.dataset.copied
  }

  function save() {
    const address = URL.createObjectURL(new Blob([`${textOf("proof")}\n`], { type: "text/plain" }))
    Object.assign(document.createElement("a"), { href: address, download: "kvitto.txt" }).click()
    setTimeout(() => URL.revokeObjectURL(address), 1000)
  }

  // One word of the receipt to ask for, and the words to choose among.
  function question(receipt, list) {
    const said = receipt.split(" ")
    const number = crypto.getRandomValues(new Uint8Array(1))[0] % said.length
    const others = sealing.newReceipt(list).split(" ").filter((word) => !said.includes(word))
    const choices = [said[number], ...new Set(others)].slice(0, OTHERS + 1).sort()
    return { number: number + 1, right: said[number], choices }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-print]")
    if (!button) return
    if (button.matches("[data-print]")) window.print()
    else copy(button)
  })
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-save]")) return
    event.preventDefault()
    save()
  })
  arm(document)

  return { arm, question }
})()
