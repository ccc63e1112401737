// What was checked is sealed here, field by field, to the other authority's key. What is typed here leaves only sealed.
"use strict"

addEventListener("DOMContentLoaded", () => {
  const { breathe, go, one, say, send, tell } = room
  const config = JSON.parse(document.getElementById("check-config").textContent)
  const form = one("form[data-check]")
  const fault = one("[data-fault]", form)
  const utf8 = new TextEncoder()

  form.addEventListener("input", () => (form.dataset.unsent = "yes"))
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const rows = []
    for (const field of config.fields) {
      const place = one(`[data-field="${field.field}"]`, form)
      const terms = one("[data-terms]", place)
      if (terms && !terms.value.trim()) {
        terms.setAttribute("aria-invalid", "true")
        terms.focus()
        return tell(fault, say("terms_missing", { field: place.dataset.label }))
      }
      const said = { ...field, salt: salt(), translation: one("[data-translation]", place).value.trim() }
      if (terms) said.terms = terms.value.trim()
      rows.push(said)
    }
    const button = one("button[type=submit]", form)
    button.disabled = true
    tell(fault, say("sealing"), "info")
    await breathe()
    const sealed = {}
    try {
      for (const said of rows) {
        const file = await sealing.seal(said, [config.key])
        sealed[said.field] = { sealed: sealing.base64(file), digest: sealing.sha256(utf8.encode(`${said.salt} ${said.text}`)) }
      }
    } catch (error) {
      button.disabled = false
      return tell(fault, say("too_long", { count: error.over }))
    }
    const answer = await send(config.to, { once: config.once, token: config.token, key: config.key, sealed })
    button.disabled = false
    if (answer.to) return go(answer.to)
    tell(fault, answer.fault)
  })

  function salt() {
    return sealing.base64(crypto.getRandomValues(new Uint8Array(24)))
  }
})
