// A lesson within its page, one question at a time: on a phone, and in the packages for learning platforms. Where it is
// kept is its keeper's: kept() gives how far somebody has come, fresh() a beginning, keep(state) and forget() say so,
// chose(step, number, choice) hears of each decision and finish(state, answers, done) of the end.
globalThis.takeLesson = (whole, main, keeper) => {
  const version = Number(whole.dataset.lesson);
  const steps = [...whole.content.querySelectorAll("[data-step]")];
  let state = keeper.kept();
  if (state?.lesson !== version) state = fresh();
  show(state.picks.length > 0);

  function fresh() {
    return { ...keeper.fresh(), lesson: version, picks: [], read: 0 };
  }

  function show(again = false) {
    const told = state.read < state.picks.length;
    const number = state.picks.length - (told ? 1 : 0);
    if (number === steps.length) return;
    const step = steps[number].cloneNode(true);
    main.replaceChildren(step);
    if (again) main.prepend(whole.content.querySelector("[data-again]").cloneNode(true));
    if (told) answer(step, state.picks[number], number);
    step.querySelector("form[data-question]").addEventListener("submit", (event) => {
      event.preventDefault();
      const choice = new FormData(event.target).get("choice");
      if (choice) pick(step, choice, number);
    });
  }

  function pick(step, choice, number) {
    const tells = "tells" in step.dataset;
    state = { ...state, picks: [...state.picks, choice], read: tells ? state.read : number + 1 };
    keeper.chose?.(steps[number], number, choice);
    keeper.keep(state);
    if (!tells) return top(() => show());
    top(() => answer(step, choice, number));
  }

  function answer(step, choice, number) {
    step.querySelector("form[data-question]").hidden = true;
    step.querySelector(`[data-feedback="${choice}"]`).hidden = false;
    const next = step.querySelector(`[data-feedback="${choice}"] form`);
    next.addEventListener("submit", (event) => {
      event.preventDefault();
      state = { ...state, read: state.picks.length };
      keeper.keep(state);
      top(() => (number + 1 === steps.length ? finish() : show()));
    });
  }

  function finish() {
    const said = {};
    steps.forEach(({ dataset: { moment, scene } }, number) => {
      if (moment) (said[moment] ??= {})[scene] = state.picks[number];
    });
    const done = whole.content.querySelector("[data-done]").cloneNode(true);
    main.replaceChildren(done);
    keeper.finish(state, said, done);
  }

  function top(change) {
    change();
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }

  main.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-restart]")) return;
    event.preventDefault();
    keeper.forget();
    state = fresh();
    top(() => show());
  });
};
