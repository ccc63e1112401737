// Leave the page at once, by the button or by Esc. The page takes its own entry in the browser's history away with it,
// and what has been kept of these pages for reading offline. Nothing stays on the screen while the next page is awaited.
(() => {
  const PATIENCE = 2500; // milliseconds that a slow network gets before the page becomes an empty one
  const link = document.querySelector("[data-quick-exit]");
  const blank = () => location.replace("about:blank");

  const forget = async () => {
    const caches = self.caches ? await self.caches.keys() : [];
    const workers = navigator.serviceWorker ? await navigator.serviceWorker.getRegistrations() : [];
    await Promise.all([...caches.map((name) => self.caches.delete(name)), ...workers.map((one) => one.unregister())]);
  };

  const leave = (event) => {
    event.preventDefault();
    document.documentElement.hidden = true;
    document.title = "";
    history.replaceState(null, "", link.href); // the address too, before anything has been fetched
    setTimeout(blank, PATIENCE);
    // A browser that has no network would show that it could not open our address. Ask first.
    const answered = fetch(link.href, { method: "HEAD", redirect: "manual", cache: "no-store" });
    Promise.allSettled([answered, forget()]).then(([answer]) => {
      if (answer.status === "fulfilled") location.replace(link.href);
      else blank();
    });
  };

  link.addEventListener("click", leave);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) leave(event);
  });
})();
