// A team's key: made, with three sheets for recovery; renewed when somebody has left; shared with a colleague.
"use strict"

addEventListener("DOMContentLoaded", () => {
  const { all, breathe, go, one, openTeams, say, send, tell } = room
  const config = JSON.parse(document.getElementById("team-config").textContent)
  const making = one("form[data-make]")

  making?.addEventListener("submit", async (event) => {
    event.preventDefault()
    const fault = one("[data-fault]", making)
    const compared = one("input[data-compared]", making)
    if (compared && !compared.checked) return tell(fault, say("compare"))
    one("button[type=submit]", making).disabled = true
    tell(fault, say("opening"), "info")
    await breathe()
    const team = await roomKeys.make()
    if (config.recovery) return keep(team, config.recovery, fault)
    const recovery = await roomKeys.make()
    const sheets = await roomKeys.toSheets(recovery.identity, recovery.recipient)
    tell(fault, "")
    making.hidden = true
    roomSheets.show(sheets, recovery.recipient, (place) => keep(team, recovery.recipient, place))
  })

  async function keep(team, recovery, fault) {
    const kept = await send(making.dataset.to, await roomSheets.newKey(team, recovery, config))
    if (!kept.to) {
      one("button[type=submit]", making).disabled = false
      return tell(fault, config.recovery ? kept.fault : `${kept.fault} ${say("sheets_not_kept")}`)
    }
    await roomSheets.takeIntoUse(team)
    go(kept.to)
  }

  // --- sharing ---

  for (const form of all("form[data-share]")) {
    const fault = one("[data-fault]", form)
    form.addEventListener("submit", async (event) => {
      event.preventDefault()
      if (!one("input[data-compared]", form).checked) return tell(fault, say("compare"))
      const field = one("input[type=password]", form)
      tell(fault, say("opening"), "info")
      await breathe()
      let opened
      try {
        opened = await openTeams(field?.value ?? "")
      } catch {
        return tell(fault, say(field ? "wrong_passphrase" : "passkey_failed"))
      }
      const own = opened.filter((wrap) => wrap.receiver === config.receiver)
      if (!own.length) return tell(fault, say("not_opener"))
      const wraps = {}
      for (const wrap of own) wraps[wrap.key] = await roomKeys.wrap(wrap.identity, form.dataset.share)
      const kept = await send(form.dataset.to, { to: form.dataset.share, wraps })
      if (kept.to) return go(kept.to)
      tell(fault, kept.fault)
    })
  }
})
