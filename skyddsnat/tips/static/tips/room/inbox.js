// The first line of each tip, opened here when the tab is unlocked; tips that say the same are put together.
"use strict"

document.addEventListener("room:unlocked", async ({ detail: keys }) => {
  const { all, fetched, one, say } = room
  const SHORT = 140
  const AT_ONCE = 3
  const rows = all("[data-tip]").filter((row) => !row.dataset.read)
  const opened = new Map() // row → what the tip says
  const first = new Map() // digest → the row that said it first

  async function open(row) {
    row.dataset.read = "yes"
    const line = one("[data-line]", row)
    try {
      const { key, tip } = await fetched(`${row.dataset.sealed}?bara=tips`)
      if (!keys[key]) throw new Error("no key")
      const said = await sealing.open(sealing.fromBase64(tip), keys[key])
      const text = said.what ?? said.where ?? ""
      line.textContent = text.length > SHORT ? `${text.slice(0, SHORT)} …` : text || say("no_text")
      line.lang = said.lang ?? ""
      line.dir = "auto"
      opened.set(row, said)
    } catch {
      line.textContent = say("unreadable_short")
      line.classList.add("muted")
    }
  }

  // Letters and figures only: a comma more or less is the same text.
  async function put(row, { what = "", where = "", who = "" }) {
    const text = `${what} ${where} ${who}`.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()
    if (!text) return
    const found = await roomVault.mark(row.dataset.tip, text)
    if (!found) return
    const earlier = first.get(found.digest)
    if (!earlier) first.set(found.digest, row)
    if (earlier) {
      let last = earlier
      while (last.nextElementSibling?.dataset.sameAs === earlier.dataset.tip) last = last.nextElementSibling
      last.after(row)
      row.dataset.sameAs = earlier.dataset.tip
    }
    const other = earlier?.dataset.tip ?? found.others.find((tip) => tip !== row.dataset.tip)
    if (!other) return
    const same = one("[data-same]", row)
    const link = document.createElement("a")
    link.href = row.dataset.place.replace(row.dataset.tip, other)
    link.textContent = say("same")
    same.replaceChildren(link)
    same.hidden = false
  }

  const waiting = [...rows]
  const take = async () => {
    while (waiting.length) await open(waiting.shift())
  }
  await Promise.all(Array.from({ length: AT_ONCE }, take))
  for (const row of rows) if (opened.has(row)) await put(row, opened.get(row))
})
