// The mailbox within this browser: the words become its address and its key here, and what comes out is opened here.
// Nothing is kept; the page empties itself, and at once when told to.
"use strict"

;(() => {
  const { filled, letters, tidy } = tipAnswers
  const main = document.querySelector("main")
  const config = JSON.parse(document.getElementById("box-config").textContent)
  const { say } = config
  const opened = document.querySelector("template[data-opened]").content
  const closed = main.querySelector("[data-page]").cloneNode(true)
  const languages = document.querySelector("[data-languages]")
  let [mailbox, key, timer, busy, pending] = [null, "", 0, false, null]

  takeOver()

  async function takeOver() {
    if (!(await works())) return
    document.addEventListener("submit", submitted)
    document.addEventListener("click", clicked)
    main.addEventListener("input", () => mailbox && wait())
    for (const name of ["click", "keydown"]) addEventListener(name, forgetWhenLeaving, true)
    addEventListener("pageshow", (event) => event.persisted && lock())
    addEventListener("pagehide", forget)
    addEventListener("beforeunload", (event) => main.querySelector("#f-text")?.value && event.preventDefault())
    tipSending.wordList(config.words).catch(() => {})
    sealsHere()
  }

  async function works() {
    try {
      const { identity, recipient } = await sealing.mailbox("a")
      return Boolean((await sealing.open(await sealing.seal({ v: 1 }, [recipient]), identity)).v)
    } catch {
      return false
    }
  }

  function sealsHere() {
    for (const text of main.querySelectorAll("[data-seals]")) text.hidden = text.dataset.seals !== "browser"
  }

  function complain(fault) {
    const box = main.querySelector("[data-fault]")
    box.querySelector("[data-fault-text]").textContent = fault
    box.hidden = false
    main.querySelector(".answer").classList.add("wrong")
    box.focus()
  }

  async function submitted(event) {
    const form = event.target
    if (!form.matches("[data-open], [data-add]")) return
    event.preventDefault()
    if (busy) return
    busy = true
    await (form.matches("[data-open]") ? openBox(form) : add(form))
    busy = false
  }

  async function openBox(form) {
    let list
    try {
      list = await tipSending.wordList(config.words)
    } catch {
      return complain(say.box_failed)
    }
    try {
      mailbox = await sealing.mailbox(sealing.tidy(form.elements.words.value, list))
    } catch (fault) {
      if (!(fault instanceof sealing.UnknownWord)) return complain(say.box_failed)
      return complain(wrongWord(fault, list))
    }
    await fetchAnswers()
  }

  async function fetchAnswers(sent = false) {
    const { said, answer } = await tipSending.post(config.fetch, JSON.stringify({ address: mailbox.address }))
    if (said !== "kept") return complain(say.box_failed)
    if (!answer.found) return complain(say.box_none)
    key = answer.key
    const answers = answer.answers.map(async ({ at, sealed }) => ({ at, own: false, text: await opensTo(sealed) }))
    const own = answer.added.map((at) => ({ at, own: true, text: say.box_own_text }))
    const all = [...own, ...(await Promise.all(answers))]
    show(answer.owned, all.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : other.own - one.own)), sent)
  }

  async function opensTo(sealed) {
    try {
      return String((await sealing.open(sealing.fromBase64(sealed), mailbox.identity)).text ?? "")
    } catch {
      return say.box_unopened
    }
  }

  function show(owned, messages, sent) {
    main.replaceChildren(opened.cloneNode(true))
    main.querySelector("[data-owned]").textContent = owned ? say.box_owned : say.box_waits
    main.querySelector("[data-messages]").replaceChildren(...messages.map(drawn))
    main.querySelector("[data-empty]").hidden = messages.length > 0
    main.querySelector("[data-sent]").hidden = !sent
    languages.hidden = true
    scrollTo(0, 0)
    main.focus({ preventScroll: true })
    wait()
  }

  function wait() {
    clearTimeout(timer)
    timer = setTimeout(lock, config.seconds * 1000)
  }

  // In the words of the language, or as figures where the browser does not know them.
  function dayOf(day) {
    const language = `${config.language === "en" ? "en-GB" : config.language}-u-ca-gregory`
    if (!Intl.DateTimeFormat.supportedLocalesOf(language).length) return day
    return new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(`${day}T12:00`))
  }

  function drawn({ at, own, text }) {
    const part = Object.assign(document.createElement("article"), { className: "said" })
    const said = filled(own ? say.box_own : say.box_answer, { day: dayOf(at) })
    const heading = Object.assign(document.createElement("h2"), { textContent: said })
    part.append(heading, Object.assign(document.createElement("p"), { textContent: text, dir: "auto" }))
    return part
  }

  async function add(form) {
    const text = tidy(form.elements.text.value)
    if (!text) return complain(say.more_empty)
    const said = { v: 1, text, lang: config.language }
    const over = -sealing.room(said)
    if (over > 0) return complain(filled(say.fault_long, { n: letters(over, config) + 1 }))
    if (pending?.text !== text) {
      const sealed = sealing.base64(await sealing.seal(said, [key]))
      pending = { text, body: JSON.stringify({ address: mailbox.address, mark: tipSending.newMark(), sealed }) }
    }
    const outcome = await tipSending.post(config.add, pending.body)
    if (outcome.said !== "kept") return complain(say.more_failed)
    pending = null
    form.elements.text.value = ""
    await fetchAnswers(true)
  }

  // The word of the list that is most like the one that was typed, as the server finds it; "" for none.
  function near(word, list) {
    const pairs = (text) => Array.from({ length: text.length + 1 }, (_none, place) => ` ${text} `.slice(place, place + 2))
    const mine = pairs(word)
    let [best, most] = ["", 0.4]
    for (const one of list) {
      const theirs = pairs(one)
      const alike = mine.filter((pair) => theirs.includes(pair)).length / Math.max(mine.length, theirs.length)
      if (alike > most) [best, most] = [one, alike]
    }
    return best
  }

  function wrongWord({ number, word }, list) {
    if (!number) return say.box_count
    const likely = near(word, list)
    const said = filled(say.box_word, { n: number, word })
    return likely ? `${said} ${filled(say.box_near, { near: likely })}` : said
  }

  function clicked(event) {
    const fault = event.target.closest("[data-fault-text]")
    if (fault) {
      event.preventDefault()
      document.getElementById(fault.hash.slice(1))?.focus()
    }
    const step = event.target.closest("a[data-step], [data-languages] a")
    if (step) {
      event.preventDefault()
      location.replace(step.href) // in the place of this page, which is then no entry of its own
    }
    if (!event.target.closest("[data-lock]")) return
    event.preventDefault()
    lock()
  }

  function forget() {
    clearTimeout(timer)
    ;[mailbox, key, pending] = [null, "", null]
    main.replaceChildren()
  }

  function lock() {
    forget()
    main.replaceChildren(closed.cloneNode(true))
    main.querySelector("[data-locked]").hidden = false
    main.querySelector("#f-words").value = ""
    main.querySelector("[data-fault]").hidden = true
    languages.hidden = false
    sealsHere()
    main.focus()
  }

  function forgetWhenLeaving(event) {
    const out = event.type === "click" ? event.target.closest?.("[data-quick-exit]") : event.key === "Escape"
    if (out && !event.isComposing) forget()
  }
})()
