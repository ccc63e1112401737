// New sheets of recovery, and a new key with them. The keys until now are opened here and wrapped to the new recovery.
"use strict"

addEventListener("DOMContentLoaded", () => {
  const { breathe, go, one, openTeams, say, send, tell } = room
  const config = JSON.parse(document.getElementById("team-config").textContent)
  const form = one("form[data-renew]")
  if (!form) return

  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const fault = one("[data-fault]", form)
    const compared = one("input[data-compared]", form)
    if (!compared.checked) {
      compared.focus()
      return tell(fault, say("compare"))
    }
    const field = one("input[type=password]", form)
    const button = one("button[type=submit]", form)
    button.disabled = true
    tell(fault, say("opening"), "info")
    await breathe()
    let opened
    try {
      opened = (await openTeams(field?.value ?? "")).filter((wrap) => wrap.receiver === config.receiver)
    } catch {
      button.disabled = false
      field?.select()
      return tell(fault, say(field ? "wrong_passphrase" : "passkey_failed"))
    }
    if (field) field.value = ""
    tell(fault, "")
    const [team, recovery] = [await roomKeys.make(), await roomKeys.make()]
    const sheets = await roomKeys.toSheets(recovery.identity, recovery.recipient)
    form.hidden = true
    roomSheets.show(sheets, recovery.recipient, (place) => keep(opened, team, recovery.recipient, place))
  })

  async function keep(opened, team, recovery, place) {
    const old = {}
    for (const wrap of opened) old[wrap.key] = await roomKeys.wrap(wrap.identity, recovery)
    const kept = await send(form.dataset.to, { ...(await roomSheets.newKey(team, recovery, config)), old })
    if (!kept.to) return tell(place, `${kept.fault} ${say("sheets_not_kept")}`)
    await roomSheets.takeIntoUse(team)
    go(kept.to)
  }
})
