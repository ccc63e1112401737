// Two of the three sheets make the recovery key again; with it the team's keys are wrapped to one's own key.
"use strict"

addEventListener("DOMContentLoaded", () => {
  const { all, fetched, go, one, say, send, tell } = room
  const config = JSON.parse(document.getElementById("team-config").textContent)
  const form = one("form[data-recover]")
  if (!form) return
  const fault = one("[data-fault]", form)

  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const found = await roomSheets.read(form, [config.recovery, ...config.older])
    if (!found) return
    const own = {}
    try {
      const { wraps } = await fetched(config.wraps)
      for (const wrap of wraps.filter((one) => one.recovery === found.recovery)) {
        own[wrap.key] = await roomKeys.wrap(await roomKeys.unwrap(wrap.sealed, found.identity), config.own)
      }
    } catch {
      return tell(fault, say("failed"))
    }
    const kept = await send(form.dataset.to, { wraps: own })
    if (!kept.to) return tell(fault, kept.fault)
    for (const field of all("textarea", form)) field.value = ""
    go(kept.to)
  })
})
