// Keys in the browser: made, guarded, wrapped and split here, and nowhere else. Needs age.js and sealing.js before it.
"use strict"

const roomKeys = (() => {
  const SHEETS = 3
  const NEEDED = 2
  const CHECK = 4 // bytes at the end of a sheet that tell a slip of the pen
  const SHARE = 33 // bytes: the key's 32 and which sheet it is
  const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ" // no 0, 1, I or O: they are mistaken for each other
  const GROUP = 4
  const ENOUGH_WORDS = 4
  const ENOUGH_SIGNS = 16
  const PKCS8 = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20) // then the key
  const utf8 = new TextEncoder()

  async function make() {
    const identity = await age.generateIdentity()
    return { identity, recipient: await age.identityToRecipient(identity) }
  }

  // --- the guard of a person's own key ---

  async function underPassphrase(identity, passphrase) {
    const encrypter = new age.Encrypter()
    encrypter.setPassphrase(passphrase.normalize("NFC"))
    return encrypter.encrypt(identity)
  }

  async function underPasskey(identity, hint) {
    const encrypter = new age.Encrypter()
    encrypter.addRecipient(new age.webauthn.WebAuthnRecipient({ identity: hint }))
    return encrypter.encrypt(identity)
  }

  // own: {guard, guarded, hint} as the server keeps it. Throws when the passphrase or the passkey is not the right one.
  async function openOwn(own, passphrase) {
    const decrypter = new age.Decrypter()
    if (own.guard === "passkey") decrypter.addIdentity(new age.webauthn.WebAuthnIdentity({ identity: own.hint }))
    else decrypter.addPassphrase(passphrase.normalize("NFC"))
    return decrypter.decrypt(sealing.fromBase64(own.guarded), "text")
  }

  async function canPasskey() {
    try {
      const able = await PublicKeyCredential.getClientCapabilities()
      return able["extension:prf"] === true
    } catch {
      return false
    }
  }

  function newPasskey(name) {
    return age.webauthn.createCredential({ keyName: name })
  }

  function isStrong(passphrase) {
    const words = passphrase.trim().split(/\s+/).filter((word) => word.length > 1)
    return new Set(words).size >= ENOUGH_WORDS || new Set(passphrase).size > 7 && passphrase.length >= ENOUGH_SIGNS
  }

  // --- a key within another ---

  async function wrap(identity, recipient) {
    const encrypter = new age.Encrypter()
    encrypter.addRecipient(recipient)
    return sealing.base64(await encrypter.encrypt(identity))
  }

  async function unwrap(sealed, identity) {
    const decrypter = new age.Decrypter()
    decrypter.addIdentity(identity)
    return decrypter.decrypt(sealing.fromBase64(sealed), "text")
  }

  // The browser keeps it and gives it to nobody, not to this script either: it can only be used.
  async function kept(identity) {
    const { bytes } = age.bech32.decodeToBytes(identity)
    const whole = new Uint8Array([...PKCS8, ...bytes])
    return crypto.subtle.importKey("pkcs8", whole, { name: "X25519" }, false, ["deriveBits"])
  }

  function fingerprint(recipient) {
    return sealing.sha256(utf8.encode(recipient)).slice(0, 24).match(/.{4}/g).join(" ")
  }

  // --- the recovery key on paper: any two of three sheets ---

  function inGroups(bytes) {
    let bits = 0n
    for (const one of bytes) bits = (bits << 8n) | BigInt(one)
    const count = Math.ceil((bytes.length * 8) / 5)
    bits <<= BigInt(count * 5 - bytes.length * 8)
    let text = ""
    for (let place = count - 1; place >= 0; place -= 1) text += ALPHABET[Number((bits >> BigInt(place * 5)) & 31n)]
    return text.match(new RegExp(`.{1,${GROUP}}`, "g")).join(" ")
  }

  function fromGroups(typed) {
    const signs = typed.toUpperCase().replace(/[^A-Z0-9]/g, "")
    const length = SHARE + CHECK
    if (signs.length !== Math.ceil((length * 8) / 5)) return null
    let bits = 0n
    for (const sign of signs) {
      const value = ALPHABET.indexOf(sign)
      if (value < 0) return null
      bits = (bits << 5n) | BigInt(value)
    }
    const rest = BigInt(signs.length * 5 - length * 8)
    if (bits & ((1n << rest) - 1n)) return null // the last sign holds less than the others
    bits >>= rest
    return Uint8Array.from({ length }, (_none, place) => Number((bits >> BigInt((length - 1 - place) * 8)) & 255n))
  }

  function check(share, about) {
    const whole = new Uint8Array([...utf8.encode(about), ...share])
    return age.sha256(whole).slice(0, CHECK)
  }

  function same(one, other) {
    return one.every((value, place) => value === other[place])
  }

  // Three texts, any two of which open the key. `recipient` is its public half; a sheet of another key is told apart.
  async function toSheets(identity, recipient) {
    const { bytes } = age.bech32.decodeToBytes(identity)
    const shares = await age.split(bytes, SHEETS, NEEDED)
    return shares.map((share) => {
      const half = [...check(share, "sheet").slice(0, 2), ...check(share, recipient).slice(0, 2)]
      return inGroups(new Uint8Array([...share, ...half]))
    })
  }

  // {share} or {fault: "sheet_wrong" | "sheet_other"}
  function readSheet(typed, recipient) {
    const bytes = fromGroups(typed)
    if (bytes === null) return { fault: "sheet_wrong" }
    const share = bytes.slice(0, SHARE)
    if (!same(check(share, "sheet").slice(0, 2), bytes.slice(SHARE, SHARE + 2))) return { fault: "sheet_wrong" }
    if (!same(check(share, recipient).slice(0, 2), bytes.slice(SHARE + 2))) return { fault: "sheet_other" }
    return { share }
  }

  // The recovery key again. Throws unless two different shares of it were given.
  async function fromShares(shares, recipient) {
    const bytes = await age.combine(shares)
    const identity = age.bech32.encodeFromBytes("AGE-SECRET-KEY-", bytes).toUpperCase()
    if ((await age.identityToRecipient(identity)) !== recipient) throw new Error("not this key")
    return identity
  }

  return {
    GROUP, SHEETS, canPasskey, fingerprint, fromShares, isStrong, kept, make, newPasskey, openOwn, readSheet, toSheets,
    underPasskey, underPassphrase, unwrap, wrap,
  }
})()
