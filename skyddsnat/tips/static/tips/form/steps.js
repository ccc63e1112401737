// The whole form within its page: nothing is asked of the server until the tip is sent, and then it is sealed already.
// The answers are kept here alone. Without this script each question is a page of its own, and the server seals.
"use strict"

;(() => {
  const PARTS = [".exit", ".skip-link", ".demo", ".top", ".languages", ".foot"]
  const { filled, letters, message, taker, tidy } = tipAnswers
  const main = document.querySelector("main")
  const exit = document.querySelector("[data-quick-exit]")
  const languages = document.querySelector("[data-languages]")
  const sender = tipSending.newSender(told)
  let given = {}
  let here = location.pathname + location.search
  let [at, toCheck, leaving, guarded] = ["start", false, false, false]
  let [whole, config, start, receipt, proof, asked, renewed] = [null, null, null, "", "", null, false]

  takeOver()

  async function takeOver() {
    const page = main.querySelector("[data-page]").dataset.page
    if (!read(document) && !(await fetched(location.href))) return
    if (!(await tipSending.works(config.receivers[0].key))) return
    document.addEventListener("submit", submitted)
    document.addEventListener("click", clicked)
    main.addEventListener("input", typed)
    addEventListener("popstate", wentBack)
    addEventListener("beforeunload", ask)
    addEventListener("online", () => sender.waits() && sender.again())
    for (const name of ["click", "keydown"]) addEventListener(name, forgetWhenLeaving, true)
    tipSending.wordList(config.words).catch(() => {})
    if (page === "start") return sealsHere(main)
    for (const field of main.querySelectorAll("form input[type=hidden]")) {
      if (config.questions.includes(field.name)) given[field.name] = field.value
    }
    const typedHere = main.querySelector("[data-question]")
    if (typedHere) keep(typedHere)
    toCheck = Boolean(main.querySelector("input[name=then]"))
    guard()
    show(page)
  }

  // Take the questions out of a page; false when it has none.
  function read(page) {
    const [found, said] = [page.querySelector("template[data-whole]"), page.getElementById("form-config")]
    if (!found || !said) return false
    whole = found.content
    config = JSON.parse(said.textContent)
    start = page.querySelector('[data-page="start"]').cloneNode(true)
    return config.receivers.length > 0
  }

  // The first page, also in another language. What has been answered is not in the request.
  async function fetched(address) {
    try {
      const response = await fetch(address, { cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" })
      const page = new DOMParser().parseFromString(await response.text(), "text/html")
      return read(page) && page
    } catch {
      return null
    }
  }

  async function speak(address) {
    const page = await fetched(address)
    if (!page) return
    for (const name of ["lang", "dir"]) document.documentElement[name] = page.documentElement[name]
    for (const part of PARTS) {
      const [old, next] = [document.querySelector(part), page.querySelector(part)]
      if (!old || !next) continue
      for (const { name, value } of next.attributes) old.setAttribute(name, value)
      old.replaceChildren(...next.childNodes)
    }
    here = address
    history.replaceState(null, "", here)
    show(at)
  }

  // --- pages ---

  function show(name, fault = "") {
    at = name
    const template = name === "start" ? start : whole.querySelector(`[data-page="${name}"]`)
    const page = template.cloneNode(true)
    main.replaceChildren(page)
    sealsHere(page)
    const fill = { check: fillCheck, receipt: fillReceipt, confirm: fillConfirm, done: fillProof, declined: fillProof }
    if (config.questions.includes(name)) fillQuestion(page)
    fill[name]?.(page)
    languages.hidden = ["receipt", "confirm", "done", "declined"].includes(name)
    const heading = page.querySelector("h1").textContent
    document.title = `${fault ? `${config.say.wrong_title}: ` : ""}${heading} – ${config.say.site}`
    scrollTo(0, 0)
    main.focus({ preventScroll: true })
    if (fault) complain(page, fault)
  }

  function sealsHere(page) {
    for (const line of page.querySelectorAll("[data-seals]")) line.hidden = line.dataset.seals !== "browser"
  }

  function complain(page, fault) {
    const box = page.querySelector("[data-fault]")
    const text = page.querySelector("[data-fault-text]") ?? box
    text.textContent = fault
    box.hidden = false
    page.querySelector(".answer")?.classList.add("wrong")
    box.focus()
  }

  function fillQuestion(page) {
    const value = given[at] ?? ""
    const radio = [...page.querySelectorAll("input[type=radio]")].find((one) => one.value === value)
    const field = page.querySelector("select, textarea, input[type=text]")
    if (radio) radio.checked = true
    if (field) field.value = value
    tellReceiver(page)
    tellRoom(page)
  }

  function tellReceiver(page) {
    const receiver = receives()
    page.querySelector("[data-goes-to]").textContent =
      receiver && at !== "kind" && at !== "place" ? filled(config.say.goes_to, { receiver: `\u2068${receiver.name}\u2069` }) : ""
  }

  function fillCheck(page) {
    for (const row of page.querySelectorAll("[data-value]")) {
      const value = given[row.dataset.value] ?? ""
      const shown = { kind: config.say[value], place: config.say[`place_${value}`] ?? placeName() }
      row.textContent = (shown[row.dataset.value] ?? value) || config.say.nothing
    }
    tellReceiver(page)
  }

  function fillReceipt(page) {
    const items = receipt.split(" ").map((word) => Object.assign(document.createElement("li"), { textContent: word }))
    page.querySelector("[data-words]").replaceChildren(...items)
    fillProof(page)
  }

  function fillProof(page) {
    const place = page.querySelector("[data-proof]")
    if (place) place.textContent = proof
    tipReceipt.arm(page)
  }

  function fillConfirm(page) {
    page.querySelector("[data-confirm-which]").textContent = filled(config.say.confirm, { n: asked.number })
    const choices = asked.choices.map((word) => {
      const label = Object.assign(document.createElement("label"), { className: "option" })
      const radio = Object.assign(document.createElement("input"), { type: "radio", name: "word", value: word })
      label.append(radio, Object.assign(document.createElement("span"), { textContent: word }))
      return label
    })
    page.querySelector("[data-choices]").replaceChildren(...choices)
  }

  // --- answers ---

  function keep(form) {
    const said = new FormData(form)
    const [key, value] = [said.get("at"), tidy(said.get(said.get("at")) ?? "")]
    if (value) given[key] = value
    else delete given[key]
  }

  function placeName() {
    if (given.place === "abroad") return config.abroad
    const option = [...whole.querySelectorAll("optgroup option")].find((one) => one.value === given.place)
    return option?.textContent ?? ""
  }

  function receives() {
    return taker(config.receivers, given.kind ?? "", given.place ?? "")
  }

  function said() {
    return message(given, placeName(), config)
  }

  function faultOf(key) {
    if (config.required.includes(key) && !given[key]) return config.say[`fault_${key}`]
    const over = config.texts.includes(key) ? -sealing.room(said()) : 0
    return over > 0 ? filled(config.say.fault_long, { n: letters(over, config) + 1 }) : ""
  }

  function tellRoom(page) {
    const line = page.querySelector("[data-room]")
    const room = sealing.room(said())
    if (line) line.textContent = room < config.tellFrom ? filled(config.say.room, { n: letters(Math.max(room, 0), config) }) : ""
  }

  function typed(event) {
    const form = event.target.closest("[data-question]")
    if (!form) return
    keep(form)
    tellRoom(main)
  }

  // --- going on ---

  function submitted(event) {
    const { target: form, submitter } = event
    const go = submitter?.value ?? ""
    const address = submitter?.hasAttribute("formaction") ? submitter.formAction : ""
    if (!form.closest("main, [data-languages]") || form.matches("[data-save]")) return
    event.preventDefault()
    if (address) return speak(address)
    if (form.matches("[data-begin]")) return begin()
    if (form.matches("[data-after]")) return go === "decline" ? finish("declined") : confirmWords()
    if (form.matches("[data-confirm]")) return go === "words" ? show("receipt") : confirmed(form)
    if (form.matches("[data-check]")) {
      if (go === "send") return send()
      toCheck = go !== "contact" || !submitter.matches("[data-back]")
      return change(go)
    }
    if (at === "nobody") return change(go)
    keep(form)
    if (config.questions.includes(go)) return change(go)
    const fault = faultOf(at)
    if (fault) return show(at, fault)
    if (at === "place" && !receives()) return show("nobody")
    const next = config.questions[config.questions.indexOf(at) + 1]
    return go === "check" || toCheck || !next ? check() : show(next)
  }

  function begin() {
    guard()
    show("kind")
  }

  function change(key) {
    sender.stop()
    show(key)
  }

  function check() {
    toCheck = false
    const missing = config.questions.find((key) => faultOf(key))
    if (missing) return show(missing, faultOf(missing))
    if (!receives()) return show("nobody")
    show("check")
  }

  function send() {
    const missing = config.questions.find((key) => faultOf(key))
    if (missing) return show(missing, faultOf(missing))
    sender.send({ said: said(), receiver: receives(), config })
  }

  // How the sending goes.
  async function told(how, outcome) {
    if (how === "kept") {
      receipt = outcome.receipt
      proof = outcome.answer.proof
      given = {}
      return show("receipt")
    }
    if (how === "refused" && !renewed) {
      renewed = true // the team may have another key by now
      if (await fetched(here)) return send()
    }
    for (const name of ["sending", "waiting", "refused"]) {
      const line = main.querySelector(`[data-${name}]`)
      if (line) line.hidden = name !== how
    }
    const why = main.querySelector("[data-refused-why]")
    if (how === "refused" && why) why.textContent = outcome.answer?.fault ?? ""
    for (const button of main.querySelectorAll("[data-check] button")) button.disabled = how === "sending"
  }

  async function confirmWords() {
    asked = tipReceipt.question(receipt, await tipSending.wordList(config.words))
    show("confirm")
  }

  function confirmed(form) {
    if (new FormData(form).get("word") === asked.right) return finish("done")
    show("confirm", filled(config.say.confirm_wrong, { n: asked.number }))
  }

  function finish(name) {
    receipt = ""
    show(name)
  }

  // --- leaving ---

  // The entry behind this one in the browser's history becomes the way out, so that leaving quickly leaves no form
  // behind, and the browser's own way back leads to the question before.
  function guard() {
    if (guarded) return
    guarded = true
    if (exit) history.replaceState(null, "", exit.href)
    history.pushState(null, "", here)
  }

  function wentBack() {
    if (sender.busy()) return history.pushState(null, "", here)
    const open = main.querySelector("[data-question]")
    if (open) keep(open)
    const back = main.querySelector("[data-back]")
    if (["start", "kind", "done", "declined"].includes(at)) {
      guarded = false
      history.replaceState(null, "", here)
      return show("start")
    }
    history.pushState(null, "", here)
    if (receipt) {
      if (at === "confirm") show("receipt")
      main.querySelector("[data-stay]").hidden = false
      return
    }
    change(back ? back.value : "place")
  }

  function clicked(event) {
    const { target } = event
    if (target.closest("[data-retry]")) return sender.again()
    if (target.closest("a[data-back]")) {
      event.preventDefault()
      return show("start")
    }
    const fault = target.closest("[data-fault-text]")
    if (fault) {
      event.preventDefault() // to the field, without a new address
      document.getElementById(fault.hash.slice(1))?.focus()
    }
    const other = target.closest("[data-languages] a")
    if (!other || at === "start") return
    event.preventDefault()
    speak(other.href)
  }

  function ask(event) {
    if (leaving || !(receipt || Object.keys(given).length)) return
    event.preventDefault()
    const stay = main.querySelector("[data-stay]")
    if (stay) stay.hidden = false
  }

  function forgetWhenLeaving(event) {
    const out = event.type === "click" ? event.target.closest?.("[data-quick-exit]") : event.key === "Escape"
    if (!out || event.isComposing) return
    leaving = true
    sender.stop()
    ;[given, receipt, proof] = [{}, "", ""]
    main.replaceChildren()
  }
})()
