// Two of the three sheets make the recovery key again; with it the team's keys are wrapped to one's own key.
"use strict"

addEventListener("DOMContentLoaded", () => {
  const { all, breathe, fetched, go, one, say, send, tell } = room
  const config = JSON.parse(document.getElementById("team-config").textContent)
  const form = one("form[data-recover]")
  if (!form) return
  const fault = one("[data-fault]", form)

  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const fields = all("textarea", form)
    const read = fields.map((field) => roomKeys.readSheet(field.value, config.recovery))
    const bad = read.findIndex((sheet) => sheet.fault)
    for (const [number, field] of fields.entries()) field.setAttribute("aria-invalid", String(number === bad))
    if (bad >= 0) {
      fields[bad].focus()
      return tell(fault, say(read[bad].fault, { number: bad + 1 }))
    }
    tell(fault, say("opening"), "info")
    await breathe()
    let recovery
    try {
      recovery = await roomKeys.fromShares(read.map((sheet) => sheet.share), config.recovery)
    } catch {
      return tell(fault, say("sheet_same"))
    }
    const { wraps } = await fetched(config.wraps)
    const own = {}
    for (const wrap of wraps) own[wrap.key] = await roomKeys.wrap(await roomKeys.unwrap(wrap.sealed, recovery), config.own)
    const kept = await send(form.dataset.to, { wraps: own })
    if (!kept.to) return tell(fault, kept.fault)
    for (const field of fields) field.value = ""
    go(kept.to)
  })
})
