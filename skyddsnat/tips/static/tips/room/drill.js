// Tries two sheets: do they open the team's keys? The server gets a word that only they can open, and nothing else.
"use strict"

addEventListener("DOMContentLoaded", () => {
  const { all, fetched, go, one, say, send, tell } = room
  const config = JSON.parse(document.getElementById("team-config").textContent)
  const form = one("form[data-drill]")
  if (!form) return
  const fault = one("[data-fault]", form)

  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const found = await roomSheets.read(form, [config.recovery])
    if (!found) return
    let word
    try {
      const { drill, wraps } = await fetched(config.wraps)
      for (const wrap of wraps.filter((one) => one.recovery === config.recovery)) {
        const identity = await roomKeys.unwrap(wrap.sealed, found.identity)
        if ((await age.identityToRecipient(identity)) !== wrap.recipient) throw new Error("another key")
      }
      word = { word: (await sealing.open(sealing.fromBase64(drill.sealed), found.identity)).text, sign: drill.sign }
    } catch {
      return tell(fault, say("sheets_open_nothing"))
    }
    const kept = await send(form.dataset.to, word)
    if (!kept.to) return tell(fault, kept.fault)
    for (const field of all("textarea", form)) field.value = ""
    go(kept.to)
  })
})
