// Below `const KEPT = {…}`, which offline.py writes. The network comes first, so that what has just been published is
// what is read; what was kept is shown when no answer has come in time, and says so. Nothing else is kept: which other
// pages somebody has read is nobody's business.
const PATIENCE = 3000; // milliseconds
const KIND = `public-${KEPT.language}-`;
const CACHE = KIND + KEPT.version;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      const fresh = [...KEPT.pages, ...KEPT.files].map((address) => new Request(address, { cache: "reload" }));
      await cache.addAll(fresh); // all or nothing: the browser tries again at the next page
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith(KIND) && name !== CACHE);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (KEPT.files.includes(address.pathname)) event.respondWith(file(request));
  if (request.mode === "navigate" && address.pathname !== KEPT.exit) event.respondWith(page(event, address));
});

// Reading makes no new cache: what somebody who left in a hurry had taken away stays away.
const asked = (what) => caches.match(what, { cacheName: CACHE, ignoreVary: true });

async function file(request) {
  return (await asked(request)) ?? fetch(request);
}

async function page(event, address) {
  const kept = address.search ? undefined : await asked(address.pathname);
  const answer = fetch(event.request, { cache: "no-cache" });
  if (!kept) return answer.catch(elsewhere);
  const renewed = answer.then(async (response) => {
    if (response.ok && (await caches.has(CACHE))) {
      const cache = await caches.open(CACHE);
      await cache.put(address.pathname, response.clone());
    }
    return response;
  });
  event.waitUntil(renewed.catch(() => {}));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const response = await Promise.race([renewed.catch(() => undefined), late]);
  return response && response.status < 500 ? response : asKept(kept);
}

// A page that is not kept, without a network: the start of the guide, which is.
async function elsewhere() {
  return (await asked(KEPT.guide)) ? Response.redirect(KEPT.guide) : Response.error();
}

async function asKept(kept) {
  const headers = new Headers(kept.headers);
  headers.delete("Content-Encoding"); // the text is unpacked
  const text = await kept.text();
  return new Response(text.replace(" hidden data-offline>", " data-offline>"), { headers });
}
