// A person's own key: made here, under a passphrase or a passkey; the guard changed; a new one when it was lost.
"use strict"

addEventListener("DOMContentLoaded", () => {
  const WORDS = 6
  const { all, breathe, config, fetched, go, one, say, send, tell } = room

  // Only what this browser can do is offered.
  roomKeys.canPasskey().then((able) => all("[data-passkey]").forEach((part) => (part.hidden = !able)))

  const chosen = (form) => one("input[data-guard]:checked", form)?.value ?? "passphrase"

  for (const form of all("form[data-key]")) {
    const fault = one("[data-fault]", form)
    const fields = all("input[data-new]", form)
    form.addEventListener("change", () => {
      one("[data-passphrases]", form).hidden = chosen(form) === "passkey"
    })
    one("[data-suggest]", form).addEventListener("click", (event) => suggest(event.target, form))
    form.addEventListener("submit", async (event) => {
      event.preventDefault()
      const [first, second] = fields.map((field) => field.value)
      if (chosen(form) === "passphrase" && !roomKeys.isStrong(first)) return wrong(fields[0], "weak")
      if (chosen(form) === "passphrase" && first !== second) return wrong(fields[1], "differ")
      const button = one("button[type=submit]", form)
      button.disabled = true
      tell(fault, say("opening"), "info")
      await breathe()
      try {
        const kept = await (form.dataset.key === "guard" ? reguarded(form, first) : made(form, first))
        if (kept.to) return go(kept.to)
        tell(fault, kept.fault)
      } catch (error) {
        tell(fault, say(error.name === "Wrong" ? "wrong_passphrase" : "passkey_failed"))
      }
      button.disabled = false
    })

    function wrong(field, word) {
      tell(fault, say(word))
      field.setAttribute("aria-invalid", "true")
      field.focus()
    }
  }

  async function suggest(button, form) {
    const words = (await (await fetch(button.dataset.suggest)).text()).split(/\s+/).filter(Boolean)
    const made = sealing.newReceipt(words).split(" ").slice(0, WORDS).join(" ")
    const shown = one("[data-suggested]", form)
    one("code", shown).textContent = made
    shown.hidden = false
    one("input[data-new]", form).value = made
  }

  async function guarded(form, identity, passphrase) {
    if (chosen(form) === "passphrase") {
      return { guard: "passphrase", guarded: sealing.base64(await roomKeys.underPassphrase(identity, passphrase)), hint: "" }
    }
    const hint = await roomKeys.newPasskey(form.dataset.name)
    return { guard: "passkey", guarded: sealing.base64(await roomKeys.underPasskey(identity, hint)), hint }
  }

  async function made(form, passphrase) {
    const { identity, recipient } = await roomKeys.make()
    const body = { recipient, replaces: form.dataset.replaces, ...(await guarded(form, identity, passphrase)) }
    return send(form.dataset.to, body)
  }

  async function reguarded(form, passphrase) {
    const { own } = await fetched(config.keys)
    let identity
    try {
      identity = await roomKeys.openOwn(own, one("input[data-old]", form)?.value ?? "")
    } catch {
      throw Object.assign(new Error("not opened"), { name: own.guard === "passkey" ? "Passkey" : "Wrong" })
    }
    return send(form.dataset.to, { recipient: own.recipient, ...(await guarded(form, identity, passphrase)) })
  }
})
