// Seals a tip in this browser and sends it, again and again until the server says that it is kept. The same tip has the
// same mark and the same bytes each time, so that it is kept once; one that was changed meanwhile is another.
"use strict"

const tipSending = (() => {
  const PATIENCE = 20_000 // milliseconds of work, at most, before the tip is sent without
  const LONGEST = 60_000 // milliseconds between two attempts, at most
  const UNANSWERED = 30_000 // milliseconds before an attempt without an answer is given up
  const LATER = new Set([408, 425, 429])

  let words = null

  // The list of words is fetched with the page, and once more if that failed.
  async function wordList(address) {
    words ??= (async () => {
      const response = await fetch(address, { credentials: "omit" })
      if (!response.ok) throw new Error("no words")
      return (await response.text()).split(/\s+/).filter(Boolean)
    })()
    try {
      return await words
    } catch (fault) {
      words = null
      throw fault
    }
  }

  // Whether this browser can seal at all; one that cannot lets the server do it.
  async function works(recipient) {
    try {
      return (await sealing.seal({}, [recipient])).length > sealing.LONGEST
    } catch {
      return false
    }
  }

  function newMark() {
    const bytes = crypto.getRandomValues(new Uint8Array(16))
    bytes[6] = (bytes[6] & 15) | 64
    bytes[8] = (bytes[8] & 63) | 128
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
  }

  async function worked({ challenge, bits }, bytes) {
    if (!bits) return ""
    try {
      return await sealing.work(challenge, sealing.sha256(bytes), bits, AbortSignal.timeout(PATIENCE))
    } catch {
      return "" // it is taken all the same
    }
  }

  // {receipt, body}: eight words, and what is sent.
  async function sealed(said, receiver, config) {
    const list = await wordList(config.words)
    const receipt = sealing.newReceipt(list)
    const { address, recipient } = await sealing.mailbox(receipt)
    const bytes = await sealing.seal(said, [receiver.key])
    const body = {
      mark: newMark(),
      receiver: receiver.id,
      key: receiver.key,
      kind: said.kind,
      language: config.language,
      sealed: sealing.base64(bytes),
      box: sealing.sha256(new TextEncoder().encode(address)),
      answers_to: recipient,
      challenge: config.challenge,
      nonce: await worked(config, bytes),
    }
    return { receipt, body: JSON.stringify(body) }
  }

  // {said: "kept" | "waiting" | "refused", answer}
  async function post(address, body) {
    try {
      const response = await fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
        cache: "no-store",
        credentials: "omit",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(UNANSWERED),
      })
      if (response.ok) return { said: "kept", answer: await response.json() }
      if (response.status >= 500 || LATER.has(response.status)) return { said: "waiting" }
      return { said: "refused", answer: await response.json() }
    } catch {
      return { said: "waiting" }
    }
  }

  // One tip at a time, until it is kept or refused. `tell` hears how it goes.
  function newSender(tell) {
    let [busy, prepared, timer, wait] = [false, null, 0, 1000]

    function stop() {
      clearTimeout(timer)
      timer = 0
      wait = 1000
    }

    async function attempt(job) {
      if (busy) return
      busy = true
      clearTimeout(timer)
      tell("sending")
      const outcome = await tried(job)
      busy = false
      if (outcome.said === "refused") prepared = null // with another mark and other words, if it is sent again
      tell(outcome.said, outcome)
      if (outcome.said !== "waiting") return stop()
      timer = setTimeout(() => attempt(job), wait)
      wait = Math.min(wait * 2, LONGEST)
    }

    async function tried(job) {
      const answers = { ...job.said, lang: "", sent: "" } // not another tip at midnight, or on a page in another language
      const name = JSON.stringify([answers, job.receiver.id, job.receiver.key])
      if (prepared?.name !== name) prepared = { name, job }
      prepared.job = job
      try {
        prepared.made ??= await sealed(job.said, job.receiver, job.config)
      } catch {
        return { said: "waiting" } // the words could not be fetched
      }
      return { ...(await post(job.config.send, prepared.made.body)), receipt: prepared.made.receipt }
    }

    return {
      send: attempt,
      again: () => prepared && attempt(prepared.job),
      busy: () => busy,
      waits: () => timer !== 0,
      stop,
    }
  }

  return { newMark, newSender, post, wordList, works }
})()
