// What each page of the form shows, drawn from the questions that came with the first page. `form` is what is known now:
// {whole, start, config, at, given, receipt, proof, asked}.
"use strict"

const tipPages = (() => {
  const { filled, letters, mayGuess, message, taker } = tipAnswers
  const AFTER_SENDING = ["receipt", "confirm", "done", "declined"]

  // Take the questions out of a page into the form; false when it has none.
  function read(page, form) {
    const [found, said] = [page.querySelector("template[data-whole]"), page.getElementById("form-config")]
    if (!found || !said) return false
    form.whole = found.content
    form.config = JSON.parse(said.textContent)
    form.start = page.querySelector('[data-page="start"]').cloneNode(true)
    return form.config.receivers.length > 0
  }

  function chosen({ given, whole }) {
    return [...whole.querySelectorAll("optgroup option")].find((one) => one.value === given.place)
  }

  // The place as the team reads it, in Swedish.
  function placeName(form) {
    if (form.given.place === "abroad") return form.config.abroad
    const option = chosen(form)
    return option?.dataset.sealed ?? option?.textContent ?? ""
  }

  function receives({ given, config }) {
    return taker(config.receivers, given.kind ?? "", given.place ?? "")
  }

  function said(form) {
    return message(form.given, placeName(form), form.config)
  }

  // What is wrong with an answer; "" when it will do.
  function faultOf(key, form) {
    const { config, given } = form
    if (config.required.includes(key) && !given[key]) return config.say[`fault_${key}`]
    const over = config.texts.includes(key) ? -sealing.room(said(form)) : 0
    return over > 0 ? filled(config.say.fault_long, { n: letters(over, config) + 1 }) : ""
  }

  function firstFault(form) {
    return form.config.questions.find((key) => faultOf(key, form))
  }

  function drawn(form) {
    const { at, whole, start, config } = form
    const template = at === "start" ? start : whole.querySelector(`[data-page="${at}"]`)
    const page = template.cloneNode(true)
    sealsHere(page)
    const fill = { check: fillCheck, nobody: fillNobody, receipt: fillReceipt, confirm: fillConfirm, done: fillProof, declined: fillProof }
    if (config.questions.includes(at)) fillQuestion(page, form)
    fill[at]?.(page, form)
    return page
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

  function fillQuestion(page, form) {
    const value = form.given[form.at] ?? ""
    const radio = [...page.querySelectorAll("input[type=radio]")].find((one) => one.value === value)
    const field = page.querySelector("select, textarea, input[type=text]")
    if (radio) radio.checked = true
    if (field) field.value = value
    if (form.at === "place") tellCode(page, form)
    if (form.config.texts.includes(form.at)) tellReceiver(page, form)
    tellRoom(page, form)
  }

  // Where the workplace is whose page led here, to be confirmed. It is no answer before that.
  function tellCode(page, { code, given, whole, config }) {
    const option = code && [...whole.querySelectorAll("optgroup option")].find((one) => one.value === code.place)
    if (!option || given.place === code.place) return
    const said = filled(config.say.code_place, { code: code.venue, place: option.textContent })
    page.querySelector("[data-code-place]").textContent = said
    page.querySelector("[data-code]").hidden = false
  }

  // The name, which may be in another script, is held apart from what is around it.
  function tellReceiver(page, form) {
    const receiver = receives(form)
    const said = receiver ? filled(form.config.say.goes_to, { receiver: `\u2068${receiver.name}\u2069` }) : ""
    page.querySelector("[data-goes-to]").textContent = said
  }

  function tellRoom(page, form) {
    const line = page.querySelector("[data-room]")
    if (!line) return
    const { config } = form
    const room = sealing.room(said(form))
    const left = filled(config.say.room, { n: letters(Math.max(room, 0), config) })
    line.textContent = room < config.tellFrom ? left : ""
  }

  function fillCheck(page, form) {
    const { say } = form.config
    for (const row of page.querySelectorAll("[data-value]")) {
      const value = form.given[row.dataset.value] ?? ""
      const shown = { kind: say[value], place: say[`place_${value}`] ?? chosen(form)?.textContent }
      row.textContent = (shown[row.dataset.value] ?? value) || say.nothing
    }
    tellReceiver(page, form)
  }

  function fillNobody(page, { given, config }) {
    page.querySelector("[data-guess]").hidden = !mayGuess(config.receivers, given.kind ?? "", given.place ?? "")
  }

  function fillReceipt(page, form) {
    const words = form.receipt.split(" ")
    const items = words.map((word) => Object.assign(document.createElement("li"), { textContent: word }))
    page.querySelector("[data-words]").replaceChildren(...items)
    fillProof(page, form)
  }

  function fillProof(page, form) {
    const place = page.querySelector("[data-proof]")
    if (place) place.textContent = form.proof
    tipReceipt.arm(page)
  }

  function fillConfirm(page, { config, asked }) {
    page.querySelector("[data-confirm-which]").textContent = filled(config.say.confirm, { n: asked.number })
    const choices = asked.choices.map((word) => {
      const label = Object.assign(document.createElement("label"), { className: "option" })
      const radio = Object.assign(document.createElement("input"), { type: "radio", name: "word", value: word })
      label.append(radio, Object.assign(document.createElement("span"), { textContent: word }))
      return label
    })
    page.querySelector("[data-choices]").replaceChildren(...choices)
  }

  return { AFTER_SENDING, complain, drawn, faultOf, firstFault, read, receives, said, sealsHere, tellRoom }
})()
