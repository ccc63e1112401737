// One entry in the browser's history for the whole guide, so that leaving it quickly leaves no answers behind: the next
// page is put in the place of this one. Without this script each page is sent and shown as usual.
(() => {
  const PARTS = [".exit", ".skip-link", ".demo", ".top", ".menu-bar", "main", ".foot"];
  const main = document.querySelector("main");
  let waiting = false;

  const show = () => {
    for (const button of main.querySelectorAll("[data-print]")) button.hidden = false;
  };

  // The next page in the place of this one, also when it is in another language.
  const take = (next) => {
    for (const name of ["lang", "dir"]) document.documentElement[name] = next.documentElement[name];
    for (const part of PARTS) {
      const [here, there] = [document.querySelector(part), next.querySelector(part)];
      if (!here || !there) continue;
      for (const { name, value } of there.attributes) here.setAttribute(name, value);
      here.replaceChildren(...there.childNodes);
    }
    document.title = next.title;
  };

  const plainly = (form, submitter, address) => {
    if (submitter) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
    form.action = address;
    form.submit();
  };

  document.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    if (!form.closest(".law, [data-languages]")) return;
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    const address = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
    try {
      const body = new URLSearchParams(new FormData(form));
      if (submitter) body.append(submitter.name, submitter.value);
      const response = await fetch(address, { method: "POST", body, cache: "no-store", referrerPolicy: "no-referrer" });
      take(new DOMParser().parseFromString(await response.text(), "text/html"));
      history.replaceState(null, "", address);
      show();
      scrollTo(0, 0);
      (main.querySelector("[autofocus]") ?? main).focus();
    } catch {
      plainly(form, submitter, address); // the browser tells what is wrong with the network
    } finally {
      waiting = false;
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    const fault = event.target.closest("[role=alert] a");
    if (!fault) return;
    event.preventDefault(); // to the field, without a new address
    document.getElementById(fault.hash.slice(1))?.focus();
  });
  show();
})();
