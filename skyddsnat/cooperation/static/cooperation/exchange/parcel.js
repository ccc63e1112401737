// What came sealed is opened here: the original beside its translation, compared with the mark of the log.
"use strict"

document.addEventListener("room:unlocked", async ({ detail: keys }) => {
  const { all, config, one, say } = room
  const own = JSON.parse(document.getElementById("parcel-config").textContent)
  const page = document.documentElement
  if (page.dataset.parcel) return
  page.dataset.parcel = "opening"
  const utf8 = new TextEncoder()
  const answer = await fetch(own.open, { method: "POST", headers: { "X-CSRFToken": token() }, redirect: "manual" })
  const found = answer.ok ? await answer.json() : { shares: [] }
  for (const share of found.shares) await draw(share)
  for (const form of all("[data-acknowledge]")) form.hidden = false
  page.dataset.parcel = "open"

  function token() {
    return one("input[name=csrfmiddlewaretoken]")?.value ?? config.csrf
  }

  async function draw(share) {
    const place = one(`[data-share="${share.field}"] [data-text]`)
    if (!place) return
    try {
      if (!keys[found.key]) throw new Error("no key")
      const said = await sealing.open(sealing.fromBase64(share.sealed), keys[found.key])
      const beside = document.createElement("div")
      beside.className = "exchange-beside"
      beside.append(part(said.translation ? say("original") : "", said.text, said.lang))
      if (said.translation) beside.append(part(say("translation"), said.translation))
      if (said.terms) beside.append(part(say("terms"), said.terms))
      const right = sealing.sha256(utf8.encode(`${said.salt} ${said.text}`)) === share.digest && said.field === share.field
      place.replaceChildren(beside, line(say(right ? "proven" : "not_proven"), right ? "exchange-proof muted" : "unreadable"))
    } catch {
      place.replaceChildren(line(say("unreadable"), "unreadable"))
    }
  }

  function part(heading, text, lang) {
    const made = document.createElement("div")
    if (heading) {
      const title = document.createElement("h3")
      title.textContent = heading
      made.append(title)
    }
    const said = line(text, "said")
    said.dir = "auto"
    if (lang) said.lang = lang
    made.append(said)
    return made
  }

  function line(text, name) {
    const made = document.createElement("p")
    made.textContent = text
    made.className = name
    return made
  }
})

// Answers to what the sender waits for, sealed to the sender's key.
addEventListener("DOMContentLoaded", () => {
  const { all, breathe, go, one, say, send, tell } = room
  const config = JSON.parse(document.getElementById("parcel-config").textContent)

  for (const form of all("form[data-answer]")) {
    const fault = one("[data-fault]", form)
    form.addEventListener("submit", async (event) => {
      event.preventDefault()
      const chosen = one("input[type=radio]", form) ? one("input[type=radio]:checked", form)?.value : "yes"
      const who = one("input[name=who]", form).value.trim()
      const reason = one("textarea", form)?.value.trim() ?? ""
      if (!chosen) return tell(fault, say("choose_answer"))
      if (!who) return tell(fault, say("who_missing"))
      if (chosen === "no" && !reason) return tell(fault, say("why_missing"))
      const button = one("button[type=submit]", form)
      button.disabled = true
      tell(fault, say("sealing"), "info")
      await breathe()
      const sealed = sealing.base64(await sealing.seal({ v: 1, who, reason }, [config.key]))
      const body = { question: form.dataset.answer, once: form.dataset.once, answer: chosen, key: config.key, sealed }
      const answer = await send(config.answer, body)
      button.disabled = false
      if (answer.to) return go(answer.to)
      tell(fault, answer.fault)
    })
  }
})
