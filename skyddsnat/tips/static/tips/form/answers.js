// What a tip says, who gets it and whether it fits: the same as skyddsnat/tips/form/rules.py.
"use strict"

const tipAnswers = (() => {
  const COUNTY = 2 // digits of a municipality's code that are its county's

  // The first that takes the kind in the municipality, else in its county, else everywhere.
  function taker(receivers, kind, place) {
    const fitting = receivers.filter((one) => one.kinds.includes(kind))
    for (const code of [place, place.slice(0, COUNTY)]) {
      const near = fitting.find((one) => one.places.includes(code))
      if (near) return near
    }
    return fitting.find((one) => one.places.length === 0)
  }

  // Whether a place would help: nobody takes the tip without one, and somebody takes the kind somewhere.
  function mayGuess(receivers, kind, place) {
    return place === "unknown" && !taker(receivers, kind, place) && receivers.some((one) => one.kinds.includes(kind))
  }

  function tidy(text) {
    return text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "").trim()
  }

  function day() {
    return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }).format(new Date())
  }

  // What is sealed. The municipality is the first line of where it happened.
  function message(given, placeName, { texts, language }) {
    const said = { ...given, where: [placeName, given.where].filter(Boolean).join("\n") }
    const kept = Object.fromEntries(texts.filter((key) => said[key]).map((key) => [key, said[key]]))
    return { v: 1, kind: given.kind ?? "", ...kept, lang: language, sent: day() }
  }

  function letters(size, { bytesALetter }) {
    return Math.floor(size / bytesALetter)
  }

  function filled(text, holes) {
    return text.replace(/\{(\w+)\}/g, (hole, name) => holes[name] ?? hole)
  }

  return { filled, letters, mayGuess, message, taker, tidy }
})()
