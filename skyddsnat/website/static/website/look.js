/* Small comforts. Every page works without this file. */
(function () {
  "use strict";

  // An error summary is read first: `autofocus` does it on a fresh page, this does it after an htmx swap too.
  function focusErrors(root) {
    const summary = root.querySelector(".error-summary");
    if (summary) summary.focus();
  }

  // In the reader, the passage and its finding light up together.
  function lightUp(id) {
    document.querySelectorAll(".is-linked").forEach((element) => element.classList.remove("is-linked"));
    if (!id) return;
    const finding = document.querySelector('[data-mark="' + CSS.escape(id) + '"]');
    if (finding) finding.classList.add("is-linked");
    const own = document.getElementById(id);
    const mark = own && own.dataset.mark && document.getElementById(own.dataset.mark);
    if (mark) {
      mark.classList.add("is-linked");
      mark.scrollIntoView({ block: "nearest" });
    }
  }

  function followHash() {
    lightUp(decodeURIComponent(location.hash.slice(1)));
  }

  function closeMenus(except) {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  }

  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("allauth.error", () => {
    const words = document.getElementById("nyckel-fel");
    if (words) words.hidden = false;
  });
  // Tabs that do not fit are scrolled sideways: begin where the reader is (for browsers that do not know the CSS for it).
  document.querySelectorAll(".tabs [aria-current]").forEach((tab) => {
    const row = tab.closest("ul");
    row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  });
  window.addEventListener("hashchange", followHash);
  document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.detail.target));
  focusErrors(document);
  followHash();
})();

// Whoever signs out leaves no key of a sealed room in this browser (skyddsnat/core/static/core/room/vault.js).
document.addEventListener("submit", (event) => {
  const leads = event.target.getAttribute("action") ?? "";
  if (!leads.endsWith("/logout/") || !("indexedDB" in window)) return;
  for (const vault of ["tips-room", "cooperation-room"]) indexedDB.deleteDatabase(vault);
});

// A second click on the same button before the answer has come sends nothing.
const sent = new WeakSet();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (sent.has(form)) event.preventDefault();
  sent.add(form);
  window.addEventListener("pageshow", () => sent.delete(form), { once: true });
});
