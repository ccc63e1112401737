/* Comforts of the writing page: suggestions of numbers after "{{", "Infoga", and Ctrl+S. The page works without it. */
(function () {
  "use strict";
  const form = document.querySelector(".writing-form");
  const area = form && form.querySelector("textarea");
  if (!area) return;
  const numbers = JSON.parse(document.getElementById("siffror-data").textContent);
  const words = document.getElementById("forslag-ord");
  const OPEN = /\{\{[^\S\n]*([^{}\n]{0,40})$/;
  let list = null;
  let found = [];
  let chosen = -1;

  // --- what is typed ---

  function begun() {
    if (area.selectionStart !== area.selectionEnd) return null;
    return OPEN.exec(area.value.slice(0, area.selectionStart));
  }

  function matching(typed) {
    const wanted = typed.trim().toLowerCase();
    const hit = (number) => number.code.includes(wanted) || number.name.toLowerCase().includes(wanted) ||
      number.definition.toLowerCase().includes(wanted);
    return numbers.filter(hit).slice(0, 8);
  }

  function put(from, code) {
    const end = area.selectionEnd;
    const closed = /^[^\S\n]*\}\}/.exec(area.value.slice(end));
    area.focus();
    area.setSelectionRange(from, closed ? end + closed[0].length : end);
    // the browser's own undo keeps working this way
    if (!document.execCommand("insertText", false, "{{ " + code + " }}")) {
      area.setRangeText("{{ " + code + " }}", from, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  // --- the suggestions ---

  function close() {
    if (list) list.remove();
    list = null;
    chosen = -1;
    words.textContent = "";
    for (const name of ["aria-activedescendant", "aria-controls"]) area.removeAttribute(name);
  }

  function place() {
    const mirror = document.createElement("div");
    const look = getComputedStyle(area);
    mirror.className = "caret-mirror";
    for (const name of ["font", "lineHeight", "padding", "borderWidth", "letterSpacing", "tabSize"]) mirror.style[name] = look[name];
    mirror.style.width = area.clientWidth + "px";
    mirror.textContent = area.value.slice(0, area.selectionStart);
    const mark = mirror.appendChild(document.createElement("span"));
    mark.textContent = "|";
    area.parentElement.append(mirror);
    const top = area.offsetTop + mark.offsetTop + mark.offsetHeight - area.scrollTop;
    const left = Math.min(area.offsetLeft + mark.offsetLeft, area.offsetLeft + area.clientWidth - list.offsetWidth);
    mirror.remove();
    list.style.top = Math.min(top, area.offsetTop + area.offsetHeight) + "px";
    list.style.left = Math.max(left, 0) + "px";
  }

  function draw() {
    const match = begun();
    found = match ? matching(match[1]) : [];
    if (!found.length) return close();
    if (!list) {
      list = document.createElement("ul");
      list.className = "suggestions";
      list.id = "forslag";
      list.setAttribute("role", "listbox");
      list.setAttribute("aria-label", document.getElementById("siffror-rubrik").textContent);
      area.parentElement.append(list);
      area.setAttribute("aria-controls", "forslag");
    }
    list.replaceChildren(...found.map(option));
    words.textContent = words.dataset.some.replace("%n", found.length);
    choose(0);
    place();
  }

  function option(number, index) {
    const line = document.createElement("li");
    line.id = "forslag-" + index;
    line.setAttribute("role", "option");
    const name = line.appendChild(document.createElement("span"));
    name.textContent = number.name;
    const value = line.appendChild(document.createElement("strong"));
    value.textContent = number.value || words.dataset.without;
    line.addEventListener("mousedown", (event) => {
      event.preventDefault();
      take(index);
    });
    return line;
  }

  function choose(index) {
    chosen = (index + found.length) % found.length;
    [...list.children].forEach((line, n) => line.setAttribute("aria-selected", String(n === chosen)));
    area.setAttribute("aria-activedescendant", "forslag-" + chosen);
    list.children[chosen].scrollIntoView({ block: "nearest" });
  }

  function take(index) {
    const match = begun();
    const code = found[index].code;
    close();
    if (match) put(match.index, code);
    close();
  }

  area.addEventListener("input", draw);
  area.addEventListener("blur", close);
  area.addEventListener("click", () => list && draw());
  area.addEventListener("keydown", (event) => {
    if (!list || event.isComposing) return;
    const keys = {
      ArrowDown: () => choose(chosen + 1), ArrowUp: () => choose(chosen - 1),
      Enter: () => take(chosen), Escape: close,
    };
    if (event.key === "Tab") return close(); // Tab moves on, always
    if (!keys[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });

  // --- when the server cannot be reached: say so, keep what is typed in this tab, and try again ---

  const key = "skyddsnat" + location.pathname;
  let lost = 0;

  function fields() {
    // with the version that was read, so that somebody else's saving in between is noticed
    return [...form.querySelectorAll("input[type=hidden]:not([name=csrfmiddlewaretoken])"), area];
  }

  function keep() {
    sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(fields().map((field) => [field.name, field.value]))));
  }

  function again() {
    htmx.trigger(area, "again");
  }

  function lose() {
    keep();
    document.getElementById("skrivlage").textContent = form.dataset.lost;
    if (!lost) lost = setInterval(again, 5000);
  }

  function reach() {
    clearInterval(lost);
    lost = 0;
    sessionStorage.removeItem(key);
  }

  area.addEventListener("input", () => lost && keep());
  area.addEventListener("htmx:sendError", lose);
  area.addEventListener("htmx:responseError", (event) => event.detail.xhr.status >= 500 && lose());
  area.addEventListener("htmx:afterRequest", (event) => event.detail.successful && reach());
  window.addEventListener("online", () => lost && again());
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return reach();
    event.preventDefault();
    lose();
  });
  window.addEventListener("load", () => {
    const kept = JSON.parse(sessionStorage.getItem(key) || "null");
    if (!kept || kept[area.name] === area.value) return reach(); // it arrived, though no answer did
    for (const field of fields()) if (field.name in kept) field.value = kept[field.name];
    document.getElementById("skrivlage").textContent = form.dataset.back;
    again();
  });

  // --- "Infoga" and Ctrl+S ---

  document.querySelectorAll("[data-insert]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => put(area.selectionStart, button.dataset.insert));
  });
  form.querySelectorAll(".writing-keys").forEach((line) => (line.hidden = false));
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-save]"));
  });
})();
