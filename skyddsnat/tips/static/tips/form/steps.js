// The whole form within its page: nothing is asked of the server until the tip is sent, and then it is sealed already.
// The answers are kept here alone. Without this script each question is a page of its own, and the server seals.
"use strict"

;(() => {
  const PARTS = [".exit", ".skip-link", ".demo", ".top", ".languages", ".foot"]
  const { filled, tidy } = tipAnswers
  const { complain, drawn, faultOf, firstFault, read, receives, said, sealsHere, tellRoom } = tipPages
  const main = document.querySelector("main")
  const exit = document.querySelector("[data-quick-exit]")
  const languages = document.querySelector("[data-languages]")
  const sender = tipSending.newSender(told)
  const form = { whole: null, start: null, config: null, at: "start", given: {}, receipt: "", proof: "", asked: null, code: null }
  let here = location.pathname + location.search
  let [toCheck, leaving, guarded, renewed] = [false, false, false, false]

  takeOver()

  async function takeOver() {
    const page = main.querySelector("[data-page]").dataset.page
    form.code = fromWorkplace()
    if (!read(document, form) && !(await fetched(here))) return
    if (!(await tipSending.works(form.config.receivers[0].key))) return
    document.addEventListener("submit", submitted)
    document.addEventListener("click", clicked)
    main.addEventListener("input", typed)
    addEventListener("popstate", wentBack)
    addEventListener("beforeunload", ask)
    addEventListener("online", () => sender.waits() && sender.again())
    for (const name of ["click", "keydown"]) addEventListener(name, forgetWhenLeaving, true)
    tipSending.wordList(form.config.words).catch(() => {})
    if (page === "start") return sealsHere(main)
    for (const field of main.querySelectorAll("form input[type=hidden]")) {
      if (form.config.questions.includes(field.name)) form.given[field.name] = field.value
    }
    keep(main.querySelector("[data-question] input[name=at]")?.form)
    toCheck = page !== "check" && Boolean(main.querySelector("input[name=then]"))
    guard()
    show(page)
  }

  // A link from a workplace's page tells its code and municipality after the #, which no browser sends to a server.
  function fromWorkplace() {
    const told = new URLSearchParams(location.hash.slice(1))
    const [venue, place] = [told.get("kod") ?? "", told.get("plats") ?? ""]
    if (!venue && !place) return null
    history.replaceState(null, "", here)
    return /^[0-9A-Z]{6}$/.test(venue) && /^\d{4}$/.test(place) ? { venue, place } : null
  }

  // The first page, also in another language. What has been answered is not in the request.
  async function fetched(address) {
    try {
      const response = await fetch(address, { cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" })
      const page = new DOMParser().parseFromString(await response.text(), "text/html")
      return read(page, form) && page
    } catch {
      return null
    }
  }

  async function speak(address) {
    keep(main.querySelector("[data-question] input[name=at]")?.form)
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
    show(form.at)
  }

  function show(name, fault = "") {
    form.at = name
    const page = drawn(form)
    main.replaceChildren(page)
    languages.hidden = tipPages.AFTER_SENDING.includes(name)
    const { say } = form.config
    document.title = `${fault ? `${say.wrong_title}: ` : ""}${page.querySelector("h1").textContent} – ${say.site}`
    scrollTo(0, 0)
    main.focus({ preventScroll: true })
    if (fault) complain(page, fault)
  }

  function keep(asking) {
    if (!asking) return
    const answers = new FormData(asking)
    const key = answers.get("at")
    const value = tidy(answers.get(key) ?? "")
    if (value) form.given[key] = value
    else delete form.given[key]
  }

  function typed(event) {
    const asking = event.target.closest("[data-question]")
    if (!asking) return
    keep(asking)
    tellRoom(main, form)
  }

  // --- going on ---

  function submitted(event) {
    const { target, submitter } = event
    const go = submitter?.value ?? ""
    if (!target.closest("main, [data-languages]") || target.matches("[data-save]")) return
    event.preventDefault()
    if (submitter?.hasAttribute("formaction")) return speak(submitter.formAction)
    if (target.matches("[data-begin]")) return begin()
    if (target.matches("[data-after]")) return go === "decline" ? finish("declined") : confirmWords()
    if (target.matches("[data-confirm]")) return go === "words" ? show("receipt") : confirmed(target)
    if (target.matches("[data-check]")) {
      if (go === "send") return send()
      toCheck = !submitter.matches("[data-back]")
      return change(go)
    }
    if (submitter?.hasAttribute("data-code-use")) {
      form.given.venue ??= form.code.venue
      target.elements.place.value = form.code.place
    }
    answered(target, go)
  }

  function answered(asking, go) {
    const { at, config } = form
    if (at === "nobody") return change(go)
    keep(asking)
    if (config.questions.includes(go)) return change(go)
    const fault = faultOf(at, form)
    if (fault) return show(at, fault)
    if (at === "place" && !receives(form)) return show("nobody")
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
    const missing = firstFault(form)
    if (missing) return show(missing, faultOf(missing, form))
    show(receives(form) ? "check" : "nobody")
  }

  function send() {
    const missing = firstFault(form)
    if (missing) return show(missing, faultOf(missing, form))
    const receiver = receives(form)
    if (!receiver) return show("nobody")
    sender.send({ said: said(form), receiver, config: form.config })
  }

  // How the sending goes.
  async function told(how, outcome) {
    if (how === "kept") {
      Object.assign(form, { receipt: outcome.receipt, proof: outcome.answer.proof, given: {} })
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
    form.asked = tipReceipt.question(form.receipt, await tipSending.wordList(form.config.words))
    show("confirm")
  }

  function confirmed(asking) {
    if (new FormData(asking).get("word") === form.asked.right) return finish("done")
    show("confirm", filled(form.config.say.confirm_wrong, { n: form.asked.number }))
  }

  function finish(name) {
    form.receipt = ""
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
    keep(main.querySelector("[data-question] input[name=at]")?.form)
    if (["start", "kind", "done", "declined"].includes(form.at)) {
      guarded = false
      history.replaceState(null, "", here)
      return show("start")
    }
    history.pushState(null, "", here)
    if (!form.receipt) return change(main.querySelector("[data-back]")?.value ?? "place")
    if (form.at === "confirm") show("receipt")
    main.querySelector("[data-stay]").hidden = false
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
    const [other, step] = [target.closest("[data-languages] a"), target.closest("a[data-step]")]
    if (!other && !step) return
    event.preventDefault()
    if (other) speak(other.href)
    else location.replace(step.href) // in the place of this page, which is then no entry of its own
  }

  function ask(event) {
    if (leaving || !(form.receipt || Object.keys(form.given).length)) return
    event.preventDefault()
    const stay = main.querySelector("[data-stay]")
    if (stay) stay.hidden = false
  }

  function forgetWhenLeaving(event) {
    const out = event.type === "click" ? event.target.closest?.("[data-quick-exit]") : event.key === "Escape"
    if (!out || event.isComposing) return
    leaving = true
    sender.stop()
    Object.assign(form, { given: {}, receipt: "", proof: "", code: null })
    main.replaceChildren()
  }
})()
