// What every page of the room does: the sign that says locked or unlocked, unlocking, locking when idle, sending.
"use strict"

const room = (() => {
  const config = JSON.parse(document.getElementById("room-config").textContent)
  const words = JSON.parse(document.getElementById("room-words").textContent)
  const bar = document.querySelector("[data-lock]")
  const CHECK_EVERY = 5000
  const savers = [] // what keeps a draft, sealed; done before the page is locked
  let leaving = false

  const say = (name, holes = {}) => words[name].replace(/\{(\w+)\}/g, (_whole, hole) => holes[hole])
  const one = (selector, within = document) => within.querySelector(selector)
  const all = (selector, within = document) => [...within.querySelectorAll(selector)]
  const breathe = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  const unlocked = new Promise((resolve) => document.addEventListener("room:unlocked", resolve, { once: true }))

  // A fault stands beside what it is about and is read aloud.
  function tell(place, text, tone = "danger") {
    place.textContent = text
    place.hidden = !text
    place.dataset.tone = tone
  }

  async function fetched(address) {
    const answer = await fetch(address, { headers: { Accept: "application/json" } })
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status))
    return answer.json()
  }

  // {to} when it was kept, else {fault} in words and perhaps {stamp}. Nothing that was typed is touched.
  async function send(address, body) {
    const token = one("input[name=csrfmiddlewaretoken]")?.value ?? config.csrf
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token }
    try {
      const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(body), redirect: "manual" })
      if (answer.type === "opaqueredirect" || answer.status === 403) return { fault: say("signed_out") }
      if (![200, 409, 422].includes(answer.status)) return { fault: say("failed") }
      return await answer.json()
    } catch {
      return { fault: say("failed") }
    }
  }

  function go(address) {
    leaving = true
    location.assign(address)
  }

  // --- unlocking ---

  // The teams' private keys as text, for a moment: opened with the own key, which its guard opens.
  async function openTeams(passphrase) {
    const { own, wraps } = await fetched(config.keys)
    const identity = await roomKeys.openOwn(own, passphrase)
    const opened = []
    for (const wrap of wraps) opened.push({ ...wrap, identity: await roomKeys.unwrap(wrap.sealed, identity) })
    return opened
  }

  async function unlock(passphrase) {
    const opened = await openTeams(passphrase)
    const keys = {}
    for (const { recipient, identity } of opened) keys[recipient] = await roomKeys.kept(identity)
    await roomVault.keep(keys)
    return opened.length
  }

  async function tryUnlock(passphrase, fault) {
    tell(fault, say("opening"), "info")
    await breathe()
    try {
      const count = await unlock(passphrase)
      tell(fault, count ? "" : say("no_team_key"), "info")
      await show()
      one("[data-when=open] [tabindex]", bar).focus({ preventScroll: true }) // the field that had it is gone
    } catch (error) {
      const old = error.name === "NotSupportedError"
      tell(fault, say(old ? "old_browser" : config.guard === "passkey" ? "passkey_failed" : "wrong_passphrase"))
      one("input[type=password]", bar)?.select()
    }
  }

  async function show() {
    const row = await roomVault.current()
    bar.dataset.state = row ? "open" : "locked"
    for (const part of all("[data-when]", bar)) part.hidden = part.dataset.when !== bar.dataset.state
    if (row) document.dispatchEvent(new CustomEvent("room:unlocked", { detail: row.keys }))
  }

  // The page is loaded anew, so that nothing that was opened is left in it.
  async function lock() {
    await Promise.allSettled(savers.map((save) => save()))
    await roomVault.lock()
    leaving = true
    location.reload()
  }

  function watch() {
    let used = Date.now()
    let told = used
    const active = () => (used = Date.now())
    for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) addEventListener(kind, active, { passive: true })
    setInterval(async () => {
      if (bar.dataset.state !== "open") return
      if (used > told && used - told > CHECK_EVERY) {
        told = used
        if (await roomVault.touch()) return
      }
      if (!(await roomVault.current())) lock()
    }, CHECK_EVERY)
    addEventListener("pageshow", (event) => event.persisted && location.reload())
  }

  function start() {
    for (const code of all("[data-fingerprint]")) code.textContent = roomKeys.fingerprint(code.dataset.fingerprint)
    addEventListener("beforeunload", (event) => {
      if (!leaving && document.querySelector("[data-unsent]")) event.preventDefault()
    })
    if (!bar) return
    const form = one("form", bar)
    form?.addEventListener("submit", (event) => {
      event.preventDefault()
      const field = one("input[type=password]", form)
      const typed = field?.value ?? ""
      if (field) field.value = ""
      tryUnlock(typed, one("[data-fault]", bar))
    })
    one("[data-lock-now]", bar)?.addEventListener("click", lock)
    roomVault.sweep().then(show)
    watch()
  }

  addEventListener("DOMContentLoaded", start)
  return { all, breathe, config, fetched, go, lock, one, openTeams, savers, say, send, show, tell, unlocked }
})()
