// SCORM 1.2 and SCORM 2004 4th edition. The platform's own object is looked for in the windows around this one.
(() => {
  const OLD = {
    object: "API",
    call: { begin: "LMSInitialize", end: "LMSFinish", get: "LMSGetValue", set: "LMSSetValue", commit: "LMSCommit" },
    status: "cmi.core.lesson_status",
    mode: "cmi.core.lesson_mode",
    place: "cmi.core.lesson_location",
    finished: [["cmi.core.lesson_status", "passed"]],
    time: (seconds) => ["cmi.core.session_time", `${clock(seconds, 4)}.00`],
    exit: (done) => ["cmi.core.exit", done ? "" : "suspend"],
    answer: ({ scene, moment, choices, choice }) => [
      ["id", `${moment}.${scene}`],
      ["type", "choice"],
      ["time", new Date().toTimeString().slice(0, 8)],
      ["correct_responses.0.pattern", letter(choices, ({ quality }) => quality === "good")],
      ["student_response", letter(choices, ({ key }) => key === choice)],
      ["result", { good: "correct", fair: "neutral", poor: "wrong" }[quality(choices, choice)]],
    ],
  };
  const NEW = {
    object: "API_1484_11",
    call: { begin: "Initialize", end: "Terminate", get: "GetValue", set: "SetValue", commit: "Commit" },
    status: "cmi.completion_status",
    mode: "cmi.mode",
    place: "cmi.location",
    measure: "cmi.progress_measure",
    finished: [["cmi.completion_status", "completed"], ["cmi.success_status", "passed"], ["cmi.progress_measure", "1"]],
    time: (seconds) => ["cmi.session_time", `PT${seconds}S`],
    exit: (done) => ["cmi.exit", done ? "normal" : "suspend"],
    answer: ({ scene, moment, ask, choices, choice, language }) => [
      ["id", `${moment}.${scene}`],
      ["type", "choice"],
      ["timestamp", `${new Date().toISOString().slice(0, 22)}Z`], // a zone stands only after parts of a second
      ["description", `{lang=${language}}${ask}`.slice(0, 250)],
      ["correct_responses.0.pattern", choices.find(({ quality }) => quality === "good").key],
      ["learner_response", choice],
      ["result", { good: "correct", fair: "neutral", poor: "incorrect" }[quality(choices, choice)]],
    ],
  };
  const LEVELS = 20; // frames within frames, at most

  const quality = (choices, choice) => choices.find(({ key }) => key === choice).quality;
  // SCORM 1.2 takes a letter for a choice: the first that is shown is a.
  const letter = (choices, wanted) => "abcdefgh"[choices.findIndex(wanted)];
  const clock = (seconds, hours) => {
    const two = (number, digits = 2) => String(Math.floor(number)).padStart(digits, "0");
    return `${two(seconds / 3600, hours)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
  };

  function objectIn(from, name) {
    for (let [here, level] = [from, 0]; here && level < LEVELS; level += 1) {
      try {
        if (here[name]) return here[name];
        if (here.parent === here) return null;
        here = here.parent;
      } catch {
        return null; // a window of another site
      }
    }
    return null;
  }

  globalThis.connectPlatform = async ({ language, lost, found }) => {
    const words = document.documentElement.dataset.platform === "scorm-1.2" ? OLD : NEW;
    const top = window.top ?? window;
    const object = objectIn(window, words.object) ?? objectIn(window.opener, words.object) ?? objectIn(top.opener, words.object);
    if (!object) throw new Error("no platform");
    const ask = (what, ...told) => object[words.call[what]](...told);
    const get = (name) => String(ask("get", name) ?? "");
    const set = ([name, value]) => String(ask("set", name, value)) === "true";
    const commit = () => (String(ask("commit", "")) === "true" ? found() : lost());
    if (String(ask("begin", "")) !== "true") throw new Error("refused");

    const began = Date.now();
    const counts = ["", "normal"].includes(get(words.mode)); // not when somebody only looks at it
    const done = ["passed", "completed"].includes(get(words.status));
    let [finished, ended] = [false, false];
    if (counts && !done) set([words.status, "incomplete"]);
    commit();

    return {
      kept: read(get("cmi.suspend_data")),
      keep(state, share) {
        if (!counts || ended) return;
        const kept = set(["cmi.suspend_data", JSON.stringify(state)]);
        set([words.place, String(state.picks?.length ?? 0)]);
        if (words.measure && !done) set([words.measure, share.toFixed(2)]);
        if (kept) commit();
        else lost();
      },
      chose(decision) {
        if (!counts || ended) return;
        const number = Number(get("cmi.interactions._count")) || 0;
        for (const [name, value] of words.answer({ ...decision, language })) set([`cmi.interactions.${number}.${name}`, value]);
      },
      finish(said) {
        if (!counts || ended) return;
        finished = true;
        const kept = [["cmi.suspend_data", JSON.stringify(said)], ...words.finished].map(set);
        if (kept.every(Boolean)) commit();
        else lost();
      },
      end,
      leave: end,
    };

    function end() {
      if (ended) return;
      ended = true;
      set(words.time(Math.round((Date.now() - began) / 1000)));
      set(words.exit(finished || !counts));
      ask("commit", "");
      ask("end", "");
    }
  };

  function read(text) {
    try {
      return JSON.parse(text) ?? undefined;
    } catch {
      return undefined;
    }
  }
})();
