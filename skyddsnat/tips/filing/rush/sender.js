// One sender of `skyddsnat bench tips`, in a worker of the site with sealing.js: seals and sends tips one after the
// other, some of them twice as if the answer had been lost, and keeps what was confirmed. A shared worker, because what
// drives the browser listens to every request of a page, and its listening would be measured too.
"use strict"

const sender = (() => {
  const AGAIN_EVERY = 20
  const TRIES = 20
  const PAUSE = 250 // milliseconds after an answer that says to send again

  async function sealed({ receiver, key, kind, words, name }, number, challenge) {
    const text = `${name} ${number}`
    const receipt = sealing.newReceipt(words)
    const box = await sealing.mailbox(receipt)
    const bytes = await sealing.seal({ v: 1, kind, what: text, lang: "sv", sent: "2026-11-26" }, [key])
    const { text: asked, bits } = challenge
    const nonce = bits ? await sealing.work(asked, sealing.sha256(bytes), bits) : ""
    const mark = crypto.randomUUID()
    const body = new TextEncoder().encode(JSON.stringify({
      mark, receiver, key, kind, language: "sv", sealed: sealing.base64(bytes),
      box: sealing.sha256(new TextEncoder().encode(box.address)), answers_to: box.recipient,
      challenge: asked, nonce,
    }))
    return { mark, text, body }
  }

  async function post({ site }, body) {
    const response = await fetch(`${site}/tips/in/`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body,
      credentials: "omit", cache: "no-store",
    })
    if (!response.ok && response.status !== 503) throw new Error(`${response.status} ${await response.text()}`)
    return response.ok ? (await response.json()).proof : null
  }

  // Sends until it is confirmed, as the form does.
  async function confirmed(order, body, times) {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const begun = performance.now()
      const proof = await post(order, body).catch((fault) => {
        if (!(fault instanceof TypeError)) throw fault // a TypeError is a connection that broke
        return null
      })
      if (proof) {
        times.push(performance.now() - begun)
        return proof
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
    }
    return null
  }

  async function send(order, one, number, out) {
    const proof = await confirmed(order, one.body, out.times)
    if (!proof) return
    if (number % AGAIN_EVERY === 0) {
      out.again += 1
      if ((await confirmed(order, one.body, out.times)) !== proof) out.differed += 1
    }
    out.kept.push({ mark: one.mark, text: one.text, proof })
  }

  async function seal(order, ready) {
    for (let number = 0; number < order.count; number += 1) ready.push(await sealed(order, number, order.challenge))
  }

  async function run(order, ready) {
    const out = { times: [], kept: [], again: 0, differed: 0, begun: Date.now(), ended: 0 }
    for (let number = 0; number < order.count; number += 1) {
      await send(order, ready[number] || (await sealed(order, number, order.challenge)), number, out)
    }
    out.ended = Date.now()
    return out
  }

  return { run, seal }
})()

const ready = []
self.onconnect = ({ ports: [port] }) => {
  port.onmessage = async ({ data: { what, order } }) => {
    try {
      port.postMessage({ done: (await sender[what](order, ready)) || null })
    } catch (fault) {
      port.postMessage({ fault: String(fault) })
    }
  }
}
