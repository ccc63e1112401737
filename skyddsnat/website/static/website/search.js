/* Searching by keyboard: "/" comes to the box, arrows walk the suggestions, Escape puts them away. Works without. */
(function () {
  "use strict";
  const form = document.querySelector("[data-search]");
  if (!form) return;
  const box = form.querySelector("input[type=search]");
  const list = form.querySelector(".site-suggestions");

  function typing(element) {
    return element.closest("input, textarea, select, [contenteditable]");
  }
  function close() {
    list.hidden = true;
    list.replaceChildren();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (box.offsetParent === null) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  form.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      close();
      box.focus();
    } else if (event.key === "ArrowDown" && links.length) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      if (at === 0) box.focus();
      else links[at - 1].focus();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === list) list.hidden = !list.childElementCount || !form.contains(document.activeElement);
  });
})();
