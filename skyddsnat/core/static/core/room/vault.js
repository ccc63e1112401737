// What is unlocked in this tab: keys that the browser holds and does not give out, until they are locked or left idle.
// Drafts are kept sealed to the team's key. Nothing here is ever sent, and nothing is written to localStorage.
"use strict"

const roomVault = (() => {
  const { user, session, idle, vault: NAME } = JSON.parse(document.getElementById("room-config").textContent)
  const LIMIT = idle * 1000
  const now = () => Date.now()

  // The tab's own name: another tab has to be unlocked by itself.
  function tab() {
    let name = sessionStorage.getItem(NAME)
    if (!name) {
      name = crypto.randomUUID()
      sessionStorage.setItem(NAME, name)
    }
    return name
  }

  function asked(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  }

  // One short visit to the database: an open connection would stop the wipe at sign-out.
  async function visit(store, mode, act) {
    const opening = indexedDB.open(NAME, 1)
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("keys")
      opening.result.createObjectStore("drafts")
    }
    const database = await asked(opening)
    try {
      return await asked(act(database.transaction(store, mode).objectStore(store)))
    } finally {
      database.close()
    }
  }

  const put = (store, name, value) => visit(store, "readwrite", (rows) => rows.put(value, name))
  const remove = (store, name) => visit(store, "readwrite", (rows) => rows.delete(name))
  const read = (store, name) => visit(store, "readonly", (rows) => rows.get(name))

  // What other tabs left behind when they were closed goes too.
  async function sweep() {
    const names = await visit("keys", "readonly", (rows) => rows.getAllKeys())
    for (const name of names) {
      const row = await read("keys", name)
      if (!row || !fresh(row)) await remove("keys", name)
    }
  }

  function fresh(row) {
    return row.user === user && row.session === session && now() - row.used < LIMIT
  }

  async function current() {
    const row = await read("keys", tab())
    if (row && fresh(row)) return row
    if (row) await remove("keys", tab())
    return null
  }

  // keys: recipient of a team's key → CryptoKey that cannot be taken out.
  async function keep(keys) {
    const salt = crypto.randomUUID()
    await put("keys", tab(), { user, session, keys, salt, digests: {}, used: now() })
  }

  async function touch() {
    const row = await current()
    if (row) await put("keys", tab(), { ...row, used: now() })
    return row !== null
  }

  async function lock() {
    await remove("keys", tab())
  }

  // Two tips with the same text have the same mark, which tells nobody else anything: the salt goes when it is locked.
  async function mark(tip, text) {
    const row = await current()
    if (!row) return null
    const digest = sealing.sha256(new TextEncoder().encode(`${row.salt} ${text}`))
    const others = Object.keys(row.digests).filter((one) => one !== tip && row.digests[one] === digest)
    await put("keys", tab(), { ...row, digests: { ...row.digests, [tip]: digest } })
    return { digest, others }
  }

  const draftName = (place) => `${user} ${place}`
  const keepDraft = (place, sealed) => put("drafts", draftName(place), sealed)
  const draft = (place) => read("drafts", draftName(place))
  const dropDraft = (place) => remove("drafts", draftName(place))

  return { current, draft, dropDraft, keep, keepDraft, lock, mark, sweep, touch }
})()
