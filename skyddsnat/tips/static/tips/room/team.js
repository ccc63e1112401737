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
    showSheets(sheets, recovery.recipient, (place) => keep(team, recovery.recipient, place))
  })

  async function keep(team, recovery, fault) {
    const wraps = {}
    for (const [pk, recipient] of Object.entries(config.members)) {
      wraps[pk] = await roomKeys.wrap(team.identity, recipient)
    }
    const body = { recipient: team.recipient, recovery, wraps, replaces: config.replaces }
    const kept = await send(making.dataset.to, { ...body, recovery_wrap: await roomKeys.wrap(team.identity, recovery) })
    if (!kept.to) {
      one("button[type=submit]", making).disabled = false
      return tell(fault, kept.fault)
    }
    const row = await roomVault.current()
    if (row) await roomVault.keep({ ...row.keys, [team.recipient]: await roomKeys.kept(team.identity) })
    go(kept.to)
  }

  // --- the sheets ---

  function showSheets(sheets, recovery, done) {
    const place = one("[data-sheets]")
    const list = one("[data-sheet-list]", place)
    const pattern = one("template[data-sheet]", place)
    sheets.forEach((text, number) => list.append(sheet(pattern, text, number + 1, recovery)))
    place.hidden = false
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
      tell(fault, "")
      form.onsubmit = (event) => {
        event.preventDefault()
        const typed = field.value.toUpperCase().replace(/[^A-Z0-9]/g, "")
        if (typed !== drawn.map((group) => groups[group]).join("")) return tell(fault, say("confirm_wrong"))
        if (number + 1 < sheets.length) return ask(number + 1)
        tell(fault, say("opening"), "info")
        done(fault)
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
