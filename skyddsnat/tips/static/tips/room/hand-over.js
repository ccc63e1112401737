// Hands a tip to another receiver: each field is chosen by hand, what is to be sent is shown, and only that is sealed.
"use strict"

document.addEventListener("room:unlocked", async ({ detail: keys }) => {
  const { all, fetched, go, one, say, send, tell } = room
  const config = JSON.parse(document.getElementById("tip-config").textContent)
  const FIELDS = ["what", "where", "when", "who", "how", "vehicle", "venue", "contact"]
  const form = one("form[data-hand-over]")
  if (!form || form.dataset.read) return
  form.dataset.read = "yes"
  const fault = one("[data-fault]", form)
  const list = one("[data-fields]", form)
  const preview = one("[data-preview]", form)
  const cover = one("textarea[data-cover]", form)
  let choices = []

  const found = await fetched(config.sealed)
  let { stamp } = found
  let said
  try {
    said = await sealing.open(sealing.fromBase64(found.tip), keys[found.key])
  } catch {
    one("[data-sealed]").textContent = say("unreadable")
    return
  }
  const additions = []
  for (const message of found.messages.filter(({ kind }) => kind === "sender")) {
    const text = await opened(message.sealed)
    if (text) additions.push(text)
  }
  draw()
  one("[data-sealed]").hidden = true
  form.hidden = false
  form.addEventListener("input", show)
  show()

  async function opened(sealed) {
    for (const key of Object.values(keys)) {
      try {
        return (await sealing.open(sealing.fromBase64(sealed), key)).text ?? ""
      } catch {
        // the next key
      }
    }
    return ""
  }

  function draw() {
    const there = FIELDS.filter((name) => said[name]).map((name) => ({ name, label: say(name), text: said[name] }))
    const more = additions.concat(Array.isArray(said.added) ? said.added : [])
    choices = there.concat(more.map((text) => ({ name: "added", label: say("added"), text })))
    const pattern = one("template[data-field]", form)
    choices.forEach((choice, number) => {
      const copy = pattern.content.cloneNode(true)
      const box = one("input", copy)
      box.id = `falt-${number}`
      one("label", copy).htmlFor = box.id
      one("[data-label]", copy).textContent = choice.label
      const text = one("[data-text]", copy)
      text.textContent = choice.text
      text.lang = said.lang ?? ""
      one("[data-warning]", copy).hidden = choice.name !== "contact"
      choice.box = box
      list.append(copy)
    })
  }

  function picked() {
    return choices.filter(({ box }) => box.checked)
  }

  // Exactly what is sealed, and nothing else.
  function parcel() {
    const body = { v: 1, kind: config.kind, lang: said.lang ?? config.language }
    for (const { name, text } of picked()) {
      if (name === "added") (body.added ??= []).push(text)
      else body[name] = text
    }
    if (cover.value.trim()) body.cover = cover.value.trim()
    return body
  }

  function show() {
    const body = parcel()
    const rows = picked().map(({ label, text }) => [label, text])
    if (body.cover) rows.push([say("cover"), body.cover])
    if (picked().length || body.cover) rows.push([say("lang"), config.language_said])
    preview.replaceChildren(...rows.map(([label, text]) => {
      const row = document.createElement("div")
      row.className = "summary-row"
      const term = document.createElement("dt")
      const value = document.createElement("dd")
      term.textContent = label
      value.textContent = text
      value.className = "said"
      value.dir = "auto"
      row.append(term, value)
      return row
    }))
    const nothing = one("[data-nothing]", form)
    nothing.hidden = rows.length > 0
    if (picked().length) form.dataset.unsent = "yes"
    else delete form.dataset.unsent
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const to = one("input[data-to]:checked", form)
    if (!to) return tell(fault, say("choose_receiver"))
    if (!picked().length) return tell(fault, say("choose_field"))
    const body = parcel()
    let sealed
    try {
      sealed = await sealing.seal(body, [to.dataset.key])
    } catch (error) {
      return tell(fault, say("too_long", { count: error.over }))
    }
    const fields = [...new Set([...picked().map(({ name }) => name), ...(body.cover ? ["cover"] : [])])]
    const button = one("button[type=submit]", form)
    button.disabled = true
    const answer = await send(form.dataset.to, {
      mark: form.dataset.mark, to: to.dataset.to, key: to.dataset.key, fields, stamp,
      may_answer: one("input[data-may-answer]", form)?.checked ?? false, sealed: sealing.base64(sealed),
    })
    button.disabled = false
    if (answer.to) return go(answer.to)
    if (answer.stamp) stamp = answer.stamp
    tell(fault, answer.fault)
  })
})
