// A lesson in a package: the learning platform is asked what it has kept, and then the lesson begins. `connectPlatform`
// comes from scorm.js or cmi5.js. Nothing is sent to anybody else.
(async () => {
  const whole = document.querySelector("template[data-lesson]");
  const main = document.querySelector("main");
  const steps = [...whole.content.querySelectorAll("[data-step]")];
  const { lesson, job, language, id } = whole.dataset;
  const say = (what) => {
    for (const line of document.querySelectorAll("[data-notice]")) line.hidden = line.dataset.notice !== what;
  };

  let platform = null;
  try {
    platform = await connectPlatform({ id, language, lost: () => say("lost"), found: () => say("") });
  } catch {
    say("alone"); // opened by itself: it can be read, and nothing is kept
  }

  takeLesson(whole, main, {
    kept: () => (platform?.kept?.done ? undefined : platform?.kept),
    fresh: () => ({}),
    keep: (state) => platform?.keep(state, state.read / steps.length),
    forget: () => platform?.keep({}, 0),
    chose: (step, number, choice) => platform?.chose(decision(step, choice)),
    finish(state, answers, done) {
      platform?.finish({ done: true, lesson: Number(lesson), job, language, answers });
      for (const line of done.querySelectorAll("[data-with-platform]")) line.hidden = !platform;
    },
  });
  document.documentElement.dataset.begun = platform ? "kept" : "alone";

  // What was asked, the choices in the order that they are shown, and how good each is. A scene that is asked before the
  // lesson says nothing of that itself; the same scene does so afterwards.
  function decision(step, choice) {
    const { scene, moment } = step.dataset;
    const told = whole.content.querySelector(`[data-step][data-scene="${scene}"][data-tells]`);
    const choices = [...step.querySelectorAll("input[type=radio]")].map((field) => ({
      key: field.value,
      text: field.parentElement.textContent.trim(),
      quality: told.querySelector(`[data-feedback="${field.value}"]`).dataset.quality,
    }));
    return { moment: moment || "during", scene, ask: step.querySelector("h1").textContent.trim(), choices, choice };
  }

  main.addEventListener("submit", async (event) => {
    if (!event.target.matches("[data-end]")) return;
    event.preventDefault();
    const onward = await platform.end();
    event.target.hidden = true;
    say("closed");
    if (onward) location.assign(onward);
    else window.close(); // a window of its own closes; a frame stays with what it says
  });
  addEventListener("pagehide", () => platform?.leave());
  addEventListener("pageshow", ({ persisted }) => persisted && say("alone")); // back in a window that has said that it ended
})();
