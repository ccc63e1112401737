// One entry in the browser's history for the whole guide, so that leaving it quickly leaves no answers behind: the next
// page is put in the place of this one. Without this script each page is sent and shown as usual.
(() => {
  const main = document.querySelector("main");
  let waiting = false;

  const show = () => {
    for (const button of main.querySelectorAll("[data-print]")) button.hidden = false;
  };

  const plainly = (form, submitter) => {
    if (submitter) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
    form.submit();
  };

  document.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    if (!form.closest(".law")) return;
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    try {
      const body = new URLSearchParams(new FormData(form));
      if (submitter) body.append(submitter.name, submitter.value);
      const response = await fetch(form.action, { method: "POST", body, cache: "no-store", referrerPolicy: "no-referrer" });
      const next = new DOMParser().parseFromString(await response.text(), "text/html");
      main.replaceChildren(...next.querySelector("main").childNodes);
      document.querySelector("[data-languages]")?.replaceWith(next.querySelector("[data-languages]")); // takes the answers along
      document.title = next.title;
      show();
      scrollTo(0, 0);
      (main.querySelector("[autofocus]") ?? main).focus();
    } catch {
      plainly(form, submitter); // the browser tells what is wrong with the network
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
