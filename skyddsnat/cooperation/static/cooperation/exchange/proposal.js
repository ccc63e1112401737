// An answer that came in is opened here, and fills the form that takes it into the case.
"use strict"

document.addEventListener("room:unlocked", async ({ detail: keys }) => {
  const { one, say } = room
  const config = JSON.parse(document.getElementById("proposal-config").textContent)
  try {
    if (!keys[config.key]) throw new Error("no key")
    const said = await sealing.open(sealing.fromBase64(config.sealed), keys[config.key])
    for (const name of ["who", "reason"]) {
      one(`[data-${name}]`).textContent = said[name] || "–"
      const field = one(`main [name=${name}]`)
      if (field && !field.value) field.value = said[name] ?? ""
    }
  } catch {
    for (const name of ["who", "reason"]) one(`[data-${name}]`).textContent = say("unreadable")
  }
  document.documentElement.dataset.proposal = "open"
})
