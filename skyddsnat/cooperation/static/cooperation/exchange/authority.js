// An authority's key: made here and wrapped to everybody who works there and has a key; shared with a colleague.
"use strict"

addEventListener("DOMContentLoaded", () => {
  const { all, breathe, go, one, openTeams, say, send, tell } = room
  const config = JSON.parse(document.getElementById("team-config").textContent)
  const making = one("form[data-make]")

  making?.addEventListener("submit", async (event) => {
    event.preventDefault()
    const fault = one("[data-fault]", making)
    if (!one("input[data-compared]", making).checked) return tell(fault, say("compare"))
    const button = one("button[type=submit]", making)
    button.disabled = true
    tell(fault, say("opening"), "info")
    await breathe()
    const made = await roomKeys.make()
    const wraps = {}
    for (const [pk, recipient] of Object.entries(config.members)) wraps[pk] = await roomKeys.wrap(made.identity, recipient)
    const kept = await send(making.dataset.to, { recipient: made.recipient, replaces: config.replaces, wraps })
    button.disabled = false
    if (!kept.to) return tell(fault, kept.fault)
    const row = await roomVault.current()
    if (row) await roomVault.keep({ ...row.keys, [made.recipient]: await roomKeys.kept(made.identity) })
    go(kept.to)
  })

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
