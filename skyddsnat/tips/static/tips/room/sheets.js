// The sheets of recovery: shown, confirmed, and read again. What they say never leaves the browser.
"use strict"

const roomSheets = (() => {
  const { all, one, say, tell } = room

  // Three sheets to print and confirm; `done` is called when all three have been confirmed, and again if it failed.
  function show(sheets, recovery, done) {
    const place = one("[data-sheets]")
    const list = one("[data-sheet-list]", place)
    const pattern = one("template[data-sheet]", place)
    sheets.forEach((text, number) => list.append(sheet(pattern, text, number + 1, recovery)))
    place.hidden = false
    place.dataset.unsent = "yes" // leaving is asked about: the sheets open nothing until they have been confirmed
    one("h2", place).focus()
    one("[data-print]", place).addEventListener("click", () => print())
    const confirming = one("[data-confirming]", place)
    const turn = (confirm) => {
      list.hidden = confirm
      one("[data-printing]", place).hidden = confirm
      confirming.hidden = !confirm
    }
    one("[data-printed]", place).addEventListener("click", () => {
      turn(true)
      ask(0)
    })
    one("[data-show-again]", place).addEventListener("click", () => turn(false))

    // One sheet after the other: two groups that are drawn anew, so that nobody answers from memory.
    function ask(number) {
      const form = one("form", confirming)
      const fault = one("[data-fault]", form)
      const groups = sheets[number].split(" ")
      const drawn = [crypto.getRandomValues(new Uint8Array(1))[0] % 7, 8 + (crypto.getRandomValues(new Uint8Array(1))[0] % 7)]
      const field = one("input", form)
      one("[data-sheet-number]", form).textContent = number + 1
      one("[data-groups]", form).textContent = drawn.map((group) => group + 1).join(", ")
      field.value = ""
      field.focus()
      one("button[type=submit]", form).disabled = false
      tell(fault, "")
      form.onsubmit = (event) => {
        event.preventDefault()
        const typed = field.value.toUpperCase().replace(/[^A-Z0-9]/g, "")
        if (typed !== drawn.map((group) => groups[group]).join("")) return tell(fault, say("confirm_wrong"))
        if (number + 1 < sheets.length) return ask(number + 1)
        tell(fault, say("opening"), "info")
        const button = one("button[type=submit]", form)
        button.disabled = true
        done(fault).finally(() => (button.disabled = false)) // what could not be kept is tried again from here
      }
    }
  }

  function sheet(pattern, text, number, recovery) {
    const copy = pattern.content.cloneNode(true)
    one("[data-number]", copy).textContent = number
    one("[data-key-mark]", copy).textContent = roomKeys.fingerprint(recovery)
    const list = one("[data-code]", copy)
    for (const group of text.split(" ")) {
      const item = document.createElement("li")
      item.textContent = group
      list.append(item)
    }
    return copy
  }

  // Two sheets as they were typed → {identity, recovery} of the key that they are of; null when a fault has been said.
  async function read(form, recoveries) {
    const fault = one("[data-fault]", form)
    const fields = all("textarea", form)
    const readings = recoveries.map((recovery) => fields.map((field) => roomKeys.readSheet(field.value, recovery)))
    const which = Math.max(0, readings.findIndex((sheets) => !sheets.some((sheet) => sheet.fault)))
    const sheets = readings[which]
    const bad = sheets.findIndex((sheet) => sheet.fault)
    for (const [number, field] of fields.entries()) field.setAttribute("aria-invalid", String(number === bad))
    if (bad >= 0) {
      fields[bad].focus()
      tell(fault, say(sheets[bad].fault, { number: bad + 1 }))
      return null
    }
    tell(fault, say("opening"), "info")
    await room.breathe()
    try {
      const identity = await roomKeys.fromShares(sheets.map((sheet) => sheet.share), recoveries[which])
      return { identity, recovery: recoveries[which] }
    } catch {
      fields[1].setAttribute("aria-invalid", "true")
      fields[1].focus()
      tell(fault, say("sheet_same"))
      return null
    }
  }

  // A new key of the team as it is sent: for each member who has a key, and for the recovery.
  async function newKey(team, recovery, { members, replaces }) {
    const wraps = {}
    for (const [pk, recipient] of Object.entries(members)) wraps[pk] = await roomKeys.wrap(team.identity, recipient)
    const recovery_wrap = await roomKeys.wrap(team.identity, recovery)
    return { recipient: team.recipient, recovery, wraps, replaces, recovery_wrap }
  }

  // What is unlocked in this tab opens what is sent to the new key too.
  async function takeIntoUse(team) {
    const row = await roomVault.current()
    if (row) await roomVault.keep({ ...row.keys, [team.recipient]: await roomKeys.kept(team.identity) })
  }

  return { newKey, read, show, takeIntoUse }
})()
