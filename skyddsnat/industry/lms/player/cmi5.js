// cmi5: statements to the platform's record store, in order and each with an id of its own, so that one that is sent twice
// counts once. The token is fetched once. https://github.com/AICC/CMI-5_Spec_Current
(() => {
  const VERBS = "http://adlnet.gov/expapi/verbs/";
  const CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories/";
  const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
  const KEPT = "skyddsnat.lesson";
  const LONGEST = 60_000; // milliseconds

  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  globalThis.connectPlatform = async ({ id, language, lost, found }) => {
    const query = new URLSearchParams(location.search);
    const [endpoint, fetching, actor, registration, activityId] = ["endpoint", "fetch", "actor", "registration", "activityId"].map(
      (name) => query.get(name) ?? "",
    );
    if (![endpoint, fetching, actor, registration, activityId].every(Boolean)) throw new Error("no platform");
    const { "auth-token": token } = await (await fetch(fetching, { method: "POST" })).json();
    if (!token) throw new Error("refused");
    const headers = { Authorization: `Basic ${token}`, "X-Experience-API-Version": "1.0.3" };
    const at = (path, told = {}) => `${endpoint.replace(/\/$/, "")}/${path}${Object.keys(told).length ? `?${new URLSearchParams(told)}` : ""}`;
    const state = (stateId) => at("activities/state", { activityId, agent: actor, registration, stateId });
    const get = (address) => fetch(address, { headers, cache: "no-store" });
    const put = (method, address, body) =>
      fetch(address, { method, headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(body), keepalive: true });

    const answer = await get(state("LMS.LaunchData"));
    if (!answer.ok) throw new Error("no launch data");
    const { contextTemplate, launchMode, masteryScore, returnURL } = await answer.json();
    await get(at("agents/profile", { agent: actor, profileId: "cmi5LearnerPreferences" })).catch(() => {}); // asked for, as it must be
    const before = await get(state(KEPT));
    const kept = before.ok ? await before.json() : undefined;

    const began = Date.now();
    const counts = launchMode === "Normal"; // else somebody only looks at it
    let reported = Boolean(kept?.reported); // completed and passed are said once for a registration
    let [ended, sending, wait, later] = [false, null, 1000, 0];
    let flying = []; // the statements that are on their way
    let unkept; // the place that the store has not taken yet
    const waiting = []; // the statements that it has not taken yet

    const duration = () => `PT${Math.round((Date.now() - began) / 1000)}S`;
    function statement(verb, categories, more = {}) {
      const context = { ...structuredClone(contextTemplate), registration };
      const activities = (context.contextActivities ??= {});
      if (categories.length) {
        activities.category = [...(activities.category ?? []), ...categories.map((name) => ({ id: CATEGORIES + name }))];
      }
      return {
        id: newId(),
        timestamp: new Date().toISOString(),
        actor: JSON.parse(actor),
        verb: { id: VERBS + verb, display: { en: verb } },
        object: { objectType: "Activity", id: activityId },
        context,
        ...more,
      };
    }

    async function send() {
      clearTimeout(later);
      try {
        while (waiting.length || unkept) {
          if (waiting.length) {
            flying = [...waiting];
            if (!(await put("POST", at("statements"), flying)).ok) throw new Error("refused");
            waiting.splice(0, flying.length);
          }
          if (unkept) {
            const place = unkept;
            if (!(await put("PUT", state(KEPT), place)).ok) throw new Error("refused");
            if (unkept === place) unkept = undefined;
          }
        }
        wait = 1000;
        found();
      } catch {
        lost();
        later = setTimeout(soon, (wait = Math.min(wait * 2, LONGEST)));
      } finally {
        flying = [];
      }
    }
    const soon = () => (sending ??= send().finally(() => (sending = null)));
    function tell(...made) {
      if (ended) return;
      waiting.push(...made);
      soon();
    }

    function terminate() {
      if (ended) return;
      waiting.push(statement("terminated", ["cmi5"], { result: { duration: duration() } }));
      ended = true;
    }

    tell(statement("initialized", ["cmi5"]));
    return {
      kept: counts ? kept : undefined,
      keep(place) {
        if (!counts || ended) return;
        unkept = { ...place, reported };
        soon();
      },
      chose({ moment, scene, ask, choices, choice }) {
        if (!counts) return;
        const { quality } = choices.find(({ key }) => key === choice);
        const words = (text) => ({ [language]: text });
        const object = {
          objectType: "Activity",
          id: `${id}/${moment}/${scene}`,
          definition: {
            type: "http://adlnet.gov/expapi/activities/cmi.interaction",
            interactionType: "choice",
            description: words(ask),
            choices: choices.map(({ key, text }) => ({ id: key, description: words(text) })),
            correctResponsesPattern: choices.filter(({ quality }) => quality === "good").map(({ key }) => key),
          },
        };
        const success = { good: true, poor: false }[quality]; // in between is neither
        tell(statement("answered", [], { object, result: { response: choice, success } }));
      },
      finish(said) {
        if (!counts || ended) return;
        const both = ["cmi5", "moveon"];
        if (!reported) {
          reported = true;
          const passed = statement("passed", both, { result: { success: true, duration: duration() } });
          if (masteryScore !== undefined) {
            passed.result.score = { scaled: 1 }; // whoever takes the whole lesson has passed
            (passed.context.extensions ??= {})[MASTERY] = masteryScore;
          }
          tell(statement("completed", both, { result: { completion: true, duration: duration() } }), passed);
        }
        unkept = { ...said, reported };
        soon();
      },
      async end() {
        terminate();
        await (sending ?? soon());
        return returnURL;
      },
      // The window closes: what is not on its way is sent beside it, for there is no time to wait.
      leave() {
        terminate();
        const rest = waiting.filter((one) => !flying.includes(one));
        if (rest.length) put("POST", at("statements"), rest).catch(() => {});
        if (unkept) put("PUT", state(KEPT), unkept).catch(() => {});
        clearTimeout(later);
      },
    };
  };
})();
