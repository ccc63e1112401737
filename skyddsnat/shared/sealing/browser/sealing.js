// Seals and opens messages in the browser, the same way as skyddsnat/shared/sealing in Python. Needs age.js before it.
// Nothing here talks to a server, keeps anything or writes to a log.
"use strict"

const sealing = (() => {
  const SIZE = 32768 // bytes of every message before it is sealed, so that its length tells nothing
  const LENGTH = 4
  const LONGEST = SIZE - LENGTH
  const COUNT = 8
  const utf8 = new TextEncoder()
  const SALT = utf8.encode("skyddsnat receipt 1")

  class TooLong extends Error {
    constructor(over) {
      super(`${over} bytes too many`)
      this.over = over
    }
  }

  class UnknownWord extends Error {
    constructor(number, word) {
      super(`word ${number}`)
      this.number = number
      this.word = word
    }
  }

  function written(said) {
    return utf8.encode(JSON.stringify(said))
  }

  // How many bytes of the message are left; below nought when there is too much.
  function room(said) {
    return LONGEST - written(said).length
  }

  async function seal(said, recipients) {
    const text = written(said)
    if (text.length > LONGEST) throw new TooLong(text.length - LONGEST)
    const padded = new Uint8Array(SIZE)
    new DataView(padded.buffer).setUint32(0, text.length)
    padded.set(text, LENGTH)
    const encrypter = new age.Encrypter()
    for (const one of recipients) encrypter.addRecipient(one)
    return encrypter.encrypt(padded)
  }

  // identity: AGE-SECRET-KEY-1…, or a CryptoKey that the browser keeps.
  async function open(sealed, identity) {
    const decrypter = new age.Decrypter()
    decrypter.addIdentity(identity)
    const padded = await decrypter.decrypt(sealed)
    const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0)
    if (padded.length !== SIZE || length > LONGEST) throw new Error("not a message")
    return JSON.parse(new TextDecoder().decode(padded.subarray(LENGTH, LENGTH + length)))
  }

  // Without the bias of a remainder: numbers past the last whole multiple are drawn again.
  function drawn(below) {
    const most = 2 ** 32 - (2 ** 32 % below)
    const one = new Uint32Array(1)
    do crypto.getRandomValues(one)
    while (one[0] >= most)
    return one[0] % below
  }

  function newReceipt(words) {
    return Array.from({ length: COUNT }, () => words[drawn(words.length)]).join(" ")
  }

  function tidy(receipt, words) {
    const parts = receipt.toLowerCase().split(/[\s,.;]+/)
    const typed = parts.map((word) => word.replace(/[^\p{L}-]/gu, "")).filter((word) => /[^-]/.test(word))
    const known = new Set(words)
    typed.forEach((word, place) => {
      if (!known.has(word)) throw new UnknownWord(place + 1, word)
    })
    if (typed.length !== COUNT) throw new UnknownWord(0, "")
    return typed.join(" ")
  }

  // What a tidy receipt opens: {address, identity, recipient}.
  async function mailbox(receipt) {
    const derived = (what) => age.hkdf(age.sha256, utf8.encode(receipt), SALT, utf8.encode(what), 32)
    const identity = age.bech32.encodeFromBytes("AGE-SECRET-KEY-", derived("identity")).toUpperCase()
    const address = base64(derived("address")).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")
    return { address, identity, recipient: await age.identityToRecipient(identity) }
  }

  function base64(bytes) {
    if (bytes.toBase64) return bytes.toBase64() // new, and several times as quick
    let text = ""
    for (let first = 0; first < bytes.length; first += 8192) {
      text += String.fromCharCode(...bytes.subarray(first, first + 8192))
    }
    return btoa(text)
  }

  function fromBase64(text) {
    return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
  }

  function hex(bytes) {
    return Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("")
  }

  function zeroBits(digest) {
    let bits = 0
    for (const one of digest) {
      if (one !== 0) return bits + Math.clz32(one) - 24
      bits += 8
    }
    return bits
  }

  // A nonce whose SHA-256 begins with so many zero bits. Lets the page breathe, and stops when told to.
  async function work(challenge, sealedSha256, bits, signal) {
    for (let number = 0; ; number += 1) {
      const nonce = number.toString(36)
      if (zeroBits(age.sha256(utf8.encode(`${challenge}.${sealedSha256}.${nonce}`))) >= bits) return nonce
      if (number % 4096 === 4095) {
        await new Promise((resolve) => setTimeout(resolve))
        if (signal && signal.aborted) throw signal.reason
      }
    }
  }

  function sha256(bytes) {
    return hex(age.sha256(bytes))
  }

  return {
    COUNT, LONGEST, TooLong, UnknownWord, base64, fromBase64, mailbox, newReceipt, open, room, seal, sha256, tidy, work,
  }
})()
