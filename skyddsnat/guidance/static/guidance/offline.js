// Let the browser keep what is needed without a network: the guide, the start page and the page for children.
(() => {
  const address = document.currentScript.dataset.worker;
  if (!("serviceWorker" in navigator)) return;
  addEventListener("load", () => {
    navigator.serviceWorker.register(address).catch(() => {}); // some browsers refuse in private windows; nothing is lost
  });
})();
