// The whole lesson within its page, so that it goes on without a network; what was answered is sent when there is one.
// Each attempt has a mark of its own, so that the answers count once however many times they are sent.
(() => {
  const OUTBOX = "lesson-outbox";
  const { worker } = document.currentScript.dataset;
  const whole = document.querySelector("template[data-lesson]");
  const main = document.querySelector("main");
  const offline = document.querySelector("[data-offline]");

  try {
    localStorage.getItem(OUTBOX);
  } catch {
    return; // nothing can be kept here: the pages work as they are, one by one
  }
  const read = (key) => JSON.parse(localStorage.getItem(key) ?? "null");
  const write = (key, value) => localStorage.setItem(key, JSON.stringify(value));

  const outbox = () => read(OUTBOX) ?? [];
  // Browsers do not always tell that the network is back, so what waits is tried again, more and more seldom.
  const LONGEST = 60_000; // milliseconds
  let [sending, later, wait] = [false, 0, 1000];
  const send = async () => {
    if (sending) return;
    sending = true;
    for (const one of outbox()) {
      const said = await sent(one);
      if (said !== "waiting") write(OUTBOX, outbox().filter(({ mark }) => mark !== one.mark));
      tell(one.mark, said);
    }
    sending = false;
    clearTimeout(later);
    if (outbox().length) later = setTimeout(send, (wait = Math.min(wait * 2, LONGEST)));
  };
  const sent = async ({ address, ...body }) => {
    try {
      const headers = { "Content-Type": "application/json" };
      const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
      if (response.ok) return "kept";
      return response.status < 500 && response.status !== 429 ? "refused" : "waiting";
    } catch {
      return "waiting";
    }
  };
  const tell = (mark, said) => {
    for (const line of main.querySelectorAll(`[data-mark="${mark}"] [data-said]`)) line.hidden = line.dataset.said !== said;
  };

  const network = () => {
    offline.hidden = navigator.onLine;
    wait = 1000;
    send();
  };
  addEventListener("online", network);
  addEventListener("offline", network);
  network();

  const newMark = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  if (whole) take();

  function take() {
    const { answers, lesson, recheck } = whole.dataset;
    const place = `lesson:${location.pathname}`;
    takeLesson(whole, main, {
      kept: () => read(place),
      fresh: () => ({ mark: newMark() }),
      keep: (state) => write(place, state),
      forget: () => localStorage.removeItem(place),
      finish({ mark, picks }, said, done) {
        // Of what has changed since a badge nothing is sent: only who asks for the new badge says what was chosen.
        if (answers) write(OUTBOX, [...outbox(), { address: answers, mark, lesson: Number(lesson), recheck: recheck === "true", answers: said }]);
        localStorage.removeItem(place);
        done.dataset.mark = mark;
        for (const field of done.querySelectorAll('input[name="mark"]')) field.value = mark;
        for (const field of done.querySelectorAll('input[name="picks"]')) field.value = picks.join(" ");
        if (answers) tell(mark, "waiting");
        send();
      },
    });
  }

  if (!("serviceWorker" in navigator)) return;
  addEventListener("load", async () => {
    try {
      await navigator.serviceWorker.register(worker);
      const { active } = await navigator.serviceWorker.ready;
      if (!whole) return;
      navigator.serviceWorker.addEventListener("message", () => (document.documentElement.dataset.kept = "whole"));
      active.postMessage({ keep: [location.pathname, whole.dataset.calendar].filter(Boolean) });
    } catch {
      // some browsers refuse in private windows; the pages work with a network
    }
  });
})();
