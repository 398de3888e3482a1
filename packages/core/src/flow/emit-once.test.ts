import { describe, expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { createOldLibrary, OLD_COOKIE } from "../../test/old-library.ts";
import { createService, type Service } from "../../test/service.ts";
import { inAnotherProcess, STRATEGIES, signedIn } from "../../test/signed-in.ts";
import { provenIn } from "../../test/signed-in-bound.ts";
import type { SessionRequest } from "../index.ts";

type Strategy = (typeof STRATEGIES)[number];
type Headers = Readonly<Record<string, string>>;

interface Judged extends Pick<Service, "sessions" | "types"> {
  /** The same request each time, in another object. */
  request(headers?: Headers): SessionRequest;
}

const rotating = (strategy: Strategy) =>
  (strategy === "database" ? { rotateEvery: "10m" } : {}) as object;

/** Requests whose judgement is an event, and changes nothing. */
const EVENTS: Readonly<Record<string, (strategy: Strategy) => Promise<Judged>>> = {
  expired: async (strategy) => {
    const { browser, clock, ...service } = await signedIn({ strategy });
    clock.advance("8d");
    browser.jar.delete("__Host-access");
    return { ...service, request: (headers = {}) => browser.request({ headers }) };
  },
  held: async (strategy) => {
    const { browser, created, clock, ...service } = await signedIn({
      strategy,
      ...rotating(strategy),
    });
    clock.advance("20m");
    await service.sessions.renew(created.session, { request: browser.request({ method: "POST" }) });
    browser.jar.delete("__Host-access");
    return { ...service, request: (headers = {}) => browser.request({ headers }) };
  },
  clock_skewed: async (strategy) => {
    const { browser, clock, store } = await signedIn({ strategy });
    browser.jar.delete("__Host-access");
    const service = inAnotherProcess(() =>
      createService({ strategy, store, clock: () => clock() - 60_000 }),
    );
    return { ...service, request: (headers = {}) => browser.request({ headers }) };
  },
  adoption_refused: async (strategy) => {
    const old = createOldLibrary();
    old.sessions.set("one", { userId: "nobody" });
    const browser = createBrowser();
    browser.jar.set(OLD_COOKIE, "one");
    const service = createService({ strategy, adopt: { from: [old.adopter], keepOld: "1d" } });
    return { ...service, request: (headers = {}) => browser.request({ headers }) };
  },
  binding_lost: async (strategy) => {
    const { device, clock, ...service } = await provenIn({ strategy });
    clock.advance("16m");
    device.expire();
    const page = { "sec-fetch-site": "none", "sec-fetch-mode": "navigate" };
    return {
      ...service,
      request: (headers = {}) => device.request({ headers: { ...page, ...headers } }),
    };
  },
};

describe.each(STRATEGIES)("strategy %s", (strategy) => {
  describe.each(Object.entries(EVENTS))("the event %s", (type, prepare) => {
    const count = ({ types }: Judged): number => types().filter((one) => one === type).length;

    test("is emitted once for a request that is resolved again", async () => {
      const judged = await prepare(strategy);
      const request = judged.request();
      await judged.sessions.resolve(request);
      await judged.sessions.resolve(request, { verify: "store" });
      expect(count(judged)).toBe(1);
    });

    test("is not emitted again for a request that a proxy has judged and forwarded", async () => {
      const judged = await prepare(strategy);
      const { sessions } = judged;
      const request = judged.request();
      await sessions.resolve(request);
      const mark = sessions.forwardedMark([], request) ?? "";
      await sessions.resolve(judged.request({ "x-sessionkit-forwarded": mark }));
      expect(count(judged)).toBe(1);
    });

    test("is emitted for each request, and no client can prevent that", async () => {
      const judged = await prepare(strategy);
      const { sessions } = judged;
      const request = judged.request();
      await sessions.resolve(request);
      const [notes = "", mac = ""] = (sessions.forwardedMark([], request) ?? "").split(":");
      const other = (mac.startsWith("A") ? "B" : "A") + mac.slice(1);
      for (const forged of ["", notes, `${notes}:`, `${notes}:${other}`, `${notes},x:${mac}`])
        await sessions.resolve(judged.request({ "x-sessionkit-forwarded": forged }));
      expect(count(judged)).toBe(6);
    });
  });
});

test("the mark of one session is none for another", async () => {
  const { sessions, browser, clock, types } = await signedIn({ strategy: "database" });
  const other = createBrowser();
  other.obey(await sessions.create("bob"));
  clock.advance("8d");
  const request = browser.request();
  await sessions.resolve(request);
  const mark = sessions.forwardedMark([], request) ?? "";
  await sessions.resolve(other.request({ headers: { "x-sessionkit-forwarded": mark } }));
  expect(types().filter((type) => type === "expired")).toHaveLength(2);
});
