// One tip: opened here, answers and notes sealed here. What is typed is kept sealed until it is sent.
"use strict"

document.addEventListener("room:unlocked", async ({ detail: keys }) => {
  const { all, fetched, go, one, say, send, tell } = room
  const config = JSON.parse(document.getElementById("tip-config").textContent)
  const FIELDS = ["what", "where", "when", "who", "how", "vehicle", "venue", "contact", "cover"]
  const READ = document.documentElement
  if (READ.dataset.tip) return
  READ.dataset.tip = "opening"

  let { stamp } = config
  await open()
  READ.dataset.tip = "open"
  for (const part of all("[data-locked-only]")) part.hidden = true
  for (const form of all("form[data-say]")) prepare(form)

  async function open() {
    const found = await fetched(config.sealed)
    stamp = found.stamp
    const place = one("[data-opened]")
    try {
      if (!keys[found.key]) throw new Error("no key")
      drawTip(place, await sealing.open(sealing.fromBase64(found.tip), keys[found.key]))
    } catch {
      place.replaceChildren(paragraph(say("unreadable"), "unreadable"))
    }
    place.hidden = false
    one("[data-sealed]").hidden = true
    await drawMessages(found.messages)
  }

  function paragraph(text, name, lang) {
    const made = document.createElement("p")
    made.textContent = text
    made.className = name
    made.dir = "auto"
    if (lang) made.lang = lang
    return made
  }

  function drawTip(place, said) {
    const list = document.createElement("dl")
    list.className = "summary-list"
    const rows = FIELDS.filter((name) => said[name]).map((name) => [say(name), said[name]])
    if (Array.isArray(said.added)) rows.push(...said.added.map((text) => [say("added"), text]))
    if (said.sent) rows.push([say("sent"), said.sent])
    for (const [label, text] of rows) {
      const row = document.createElement("div")
      row.className = "summary-row"
      const term = document.createElement("dt")
      term.textContent = label
      const value = document.createElement("dd")
      value.append(paragraph(String(text), "said", said.lang))
      row.append(term, value)
      list.append(row)
    }
    place.replaceChildren(list)
  }

  // A message may be sealed to an older or a newer key of the team than the tip itself.
  async function opened(sealed) {
    for (const key of Object.values(keys)) {
      try {
        return await sealing.open(sealed, key)
      } catch {
        // the next key
      }
    }
    return null
  }

  async function drawMessages(messages) {
    const list = one("[data-messages]")
    const read = []
    for (const message of messages) {
      let item = one(`[data-message="${message.id}"]`, list)
      if (!item) item = added(list, message)
      const said = await opened(sealing.fromBase64(message.sealed))
      const text = said ? paragraph(said.text ?? "", "said", said.lang) : paragraph(say("unreadable_short"), "muted")
      one("[data-text]", item).replaceChildren(text)
      if (said && message.unread) read.push(message.id)
    }
    if (read.length) send(config.read, { messages: read })
  }

  function added(list, message) {
    const item = one("template[data-new-message]").content.firstElementChild.cloneNode(true)
    item.dataset.message = message.id
    item.classList.add(message.kind)
    one("[data-heading]", item).textContent = message.heading
    list.append(item)
    list.hidden = false
    return item
  }

  // --- answering and noting ---

  async function prepare(form) {
    const field = one("textarea", form)
    const fault = one("[data-fault]", form)
    const kind = form.dataset.say
    const draft = `${config.tip} ${kind}`
    const body = () => ({ v: 1, text: field.value.trim(), lang: document.documentElement.lang })
    const to = kind === "answer" ? [config.answers, config.team] : [config.team]
    form.hidden = false

    const kept = await roomVault.draft(draft)
    const said = kept ? await opened(kept) : null
    if (said?.text && !field.value) {
      field.value = said.text
      form.dataset.unsent = "yes"
      tell(one("[data-kept]", form), say("draft_kept"), "info")
    }

    let saving = 0
    const save = async () => {
      if (!field.value.trim()) return roomVault.dropDraft(draft)
      try {
        await roomVault.keepDraft(draft, await sealing.seal(body(), [config.team]))
      } catch {
        // too long: said when it is sent
      }
    }
    room.savers.push(save)
    addEventListener("visibilitychange", () => document.hidden && save())
    field.addEventListener("input", () => {
      if (field.value.trim()) form.dataset.unsent = "yes"
      else delete form.dataset.unsent
      clearTimeout(saving)
      saving = setTimeout(save, 800)
    })

    form.addEventListener("submit", async (event) => {
      event.preventDefault()
      if (!field.value.trim()) return tell(fault, say("empty"))
      let sealed
      try {
        sealed = await sealing.seal(body(), to)
      } catch (error) {
        return tell(fault, say("too_long", { count: error.over }))
      }
      const button = one("button[type=submit]", form)
      button.disabled = true
      await save()
      const answer = await send(form.dataset.to, { mark: form.dataset.mark, sealed: sealing.base64(sealed), stamp })
      button.disabled = false
      if (answer.to) {
        clearTimeout(saving)
        await roomVault.dropDraft(draft)
        return go(answer.to)
      }
      tell(fault, answer.fault)
      if (answer.stamp) await open() // what has happened meanwhile is shown above; what was typed stands
    })
  }
})
