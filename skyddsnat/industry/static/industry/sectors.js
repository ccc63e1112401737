// A page that has been opened is kept, so that it can be read without a network. Nothing here is needed to use it.
(() => {
  const { worker } = document.currentScript.dataset;
  const offline = document.querySelector("[data-offline]");
  const network = () => (offline.hidden = navigator.onLine);
  addEventListener("online", network);
  addEventListener("offline", network);
  network();

  if (!("serviceWorker" in navigator)) return;
  addEventListener("load", async () => {
    try {
      await navigator.serviceWorker.register(worker, { scope: location.pathname });
      const { active } = await navigator.serviceWorker.ready;
      navigator.serviceWorker.addEventListener("message", () => (document.documentElement.dataset.kept = "whole"));
      active.postMessage({ keep: [location.pathname + location.search] });
    } catch {
      // some browsers refuse in private windows; the pages work with a network
    }
  });
})();
