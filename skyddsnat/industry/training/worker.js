// Below `const KEPT = {…}`, which worker.py writes. A page that somebody has opened is kept whole, with what it looks
// like, so that it can be read, and a lesson finished, without a network. The network comes first where there is one.
const PATIENCE = 3000; // milliseconds
const CACHE = KEPT.kind + KEPT.version;

self.addEventListener("install", (event) => {
  const files = KEPT.files.map((address) => new Request(address, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(files)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const leave = async () => {
    for (const name of await caches.keys()) if (name.startsWith(KEPT.kind) && name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(leave());
});

// The page names the addresses that it needs, and is told when they are there.
self.addEventListener("message", (event) => {
  const keep = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(event.data.keep.map((address) => new Request(address, { cache: "no-cache" })));
    event.source.postMessage({ kept: true });
  };
  event.waitUntil(keep().catch(() => {}));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (KEPT.files.includes(pathname)) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(navigated(request, pathname));
});

// Reading makes no new cache: what somebody who left in a hurry had taken away stays away.
const asked = (what, ignoreSearch) => caches.match(what, { cacheName: CACHE, ignoreVary: true, ignoreSearch });

async function file(request) {
  return (await asked(request)) ?? fetch(request);
}

async function navigated(request, pathname) {
  const kept = (await asked(request)) ?? (await asked(pathname, true));
  if (!kept) return fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const response = await Promise.race([fetch(request).catch(() => undefined), late]);
  return response && response.status < 500 ? response : kept;
}
