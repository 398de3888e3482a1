import { expect } from "vitest";
import type { EndpointResponse } from "../src/index.ts";
import { createMemoryStore } from "../src/memory.ts";
import { type Browser, bearer, createBrowser } from "./browser.ts";
import { createClock } from "./clock.ts";
import { createDevice, headerOf, navigation, statusesOf } from "./device.ts";
import { createService, type Service } from "./service.ts";
import { copyOf, inAnotherProcess, SESSION } from "./signed-in.ts";
import { failing } from "./store-faults.ts";

/** What happens, `seconds` after the step before. */
export interface Step {
  readonly kind:
    | "use"
    | "use, answers lost"
    | "use at both processes"
    | "update"
    | "step up"
    | "outage"
    | "crash"
    | "link of another site"
    | "theft"
    | "thieves try";
  readonly process: "A" | "B";
  readonly seconds: number;
}

interface BoundModel {
  run(step: Step): Promise<void>;
}

type Sessions = Service["sessions"];
type Outcome = Awaited<ReturnType<Sessions["resolve"]>>;

/** A copy of the owner's cookies, and when the last proof among them ends. */
interface Thief {
  readonly browser: Browser;
  readonly until: number;
}

/** A token is accepted this long after its end, and the clock of process B is ahead. In milliseconds. */
const SKEW = 5_000;
const AHEAD = 3_000;
/** A browser has written its cookies to disk after this. In milliseconds. */
const DISK = 30_000;
/** Longer than a busy machine stalls: signatures are verified in other threads. */
const PATIENCE = "60s";
const URL = "/api/auth";

/** One owner whose session is bound and proven, thieves with copies of the cookies, two processes and one store. */
export async function createBoundModel(strategy: "jwt" | "database"): Promise<BoundModel> {
  const clock = createClock();
  const store = createMemoryStore();
  const processes = {
    A: inAnotherProcess(() => createService(options(clock))).sessions,
    B: inAnotherProcess(() => createService(options(() => clock() + AHEAD))).sessions,
  };
  const proof = strategy === "jwt" ? "__Host-access" : "__Host-bound";
  let at: Sessions = processes.A;
  let lost = 0;
  const device = await createDevice({ handle: throughNetwork });
  const intruder = await createDevice({ handle: (request) => at.handle(request) });
  const created = await at.create("ada", { request: device.request() });
  device.obey(created);
  await device.register(created);
  clock.advance("15m");
  await refresh();
  const before = await store.find(created.session.id);
  const thieves: Thief[] = [];
  let disk = [{ at: clock(), jar: new Map(device.jar) }];

  function options(now: () => number) {
    const rotates = strategy === "database" ? ({ rotateEvery: "5m" } as const) : {};
    return {
      deviceBound: "offer",
      strategy,
      store,
      clock: now,
      timeout: PATIENCE,
      ...rotates,
    } as const;
  }

  /** The network of a browser sends a request again whose answer was lost. */
  async function throughNetwork(
    request: Parameters<Sessions["handle"]>[0],
  ): Promise<EndpointResponse | null> {
    for (; lost > 0; lost--) await at.handle(request);
    return at.handle(request);
  }

  /** When the proof that the browser holds ends; 0 without one. */
  function endOf(value: string | undefined): number {
    const [, part = ""] = (value ?? "").split(".");
    if (part === "") return 0;
    if (strategy === "database") return Number.parseInt(part, 36);
    const payload = JSON.parse(Buffer.from(part, "base64url").toString()) as { exp: number };
    return payload.exp * 1_000;
  }

  function expire(): boolean {
    const isOver = endOf(device.jar.get(proof)) <= clock();
    if (isOver) device.jar.delete(proof);
    return isOver;
  }

  async function refresh(): Promise<void> {
    if (!expire()) return;
    const statuses = statusesOf(await device.refresh());
    expect(statuses.at(-1), `refreshes: ${statuses}`).toBe(200);
    expect(device.bound, "the browser keeps its key").not.toBeNull();
  }

  /** A request of the owner's own page. A refusal without a proof is followed by one with it. */
  async function use(sessions: Sessions = at): Promise<Outcome & { status: "authenticated" }> {
    await refresh();
    let outcome = await sessions.resolve(device.request());
    device.obey(outcome);
    if (outcome.reason === "binding_required") {
      await refresh();
      outcome = await sessions.resolve(device.request());
      device.obey(outcome);
    }
    if (outcome.status !== "authenticated") throw new Error(`The owner is ${outcome.reason}.`);
    return outcome;
  }

  async function change(
    run: (session: Parameters<Sessions["update"]>[0] & object) => Promise<Outcome>,
  ): Promise<void> {
    const { session } = await use();
    const changed = await run(session);
    device.obey(changed);
    expect(changed.status).toBe("authenticated");
  }

  const steps: Readonly<Record<Step["kind"], (seconds: number) => Promise<unknown>>> = {
    use: () => use(),
    "use, answers lost": async (seconds) => {
      lost = 1 + (seconds % 2);
      await use();
      lost = 0;
    },
    "use at both processes": async () => {
      await use();
      await Promise.all([use(processes.A), use(processes.B), use(processes.A)]);
    },
    update: () =>
      change((session) => at.update(session, { n: clock() }, device.request({ method: "POST" }))),
    "step up": () =>
      change((session) => {
        const request = device.request({ method: "POST" });
        return at.renew(session as never, { request, authenticated: true });
      }),
    outage: async () => {
      const restore = failing(store, "find", "update");
      device.jar.delete(proof);
      const statuses = statusesOf(await device.refresh());
      restore();
      expect(statuses).toEqual([503]);
    },
    crash: async (seconds) => {
      const written =
        disk.findLast((one) => one.at <= clock() - ((seconds * 1_000) % DISK)) ?? disk[0];
      device.jar.clear();
      for (const [name, value] of written?.jar ?? []) device.jar.set(name, value);
      device.challenge = null;
    },
    "link of another site": async () => {
      expire();
      const outcome = await at.resolve(device.request(navigation("cross-site")));
      device.obey(outcome);
      expect(device.jar.has(SESSION)).toBe(true);
    },
    theft: async () => {
      thieves.push({ browser: copyOf(device), until: endOf(device.jar.get(proof)) });
    },
    "thieves try": async () => {
      for (const thief of thieves) await tries(thief);
    },
  };

  async function tries({ browser, until }: Thief): Promise<void> {
    const token = browser.jar.get(SESSION) ?? "";
    const post = { method: "POST" };
    const check = (outcome: Outcome): void => {
      const isOver = clock() > until + SKEW;
      if (isOver) expect(outcome.status, "a thief").not.toBe("authenticated");
      const issued = outcome.cookies.filter(({ maxAge }) => maxAge !== 0);
      if (isOver) expect(issued, "cookies for a thief").toEqual([]);
      const own = issued.find(({ name }) => name === proof);
      if (own) expect(endOf(own.value), "the life of a thief's cookie").toBeLessThanOrEqual(until);
      if ("tokens" in outcome && isOver) expect(outcome.tokens).toBeNull();
      browser.obey(outcome);
    };
    check(await at.resolve(browser.request()));
    check(await at.resolve(browser.request(), { verify: "store" }));
    check(await at.refresh(browser.request(post)));
    const alone = createBrowser();
    for (const outcome of [
      await at.refresh(alone.request(post), token),
      await at.refresh(alone.request({ ...post, headers: bearer(token) })),
      await at.resolve(alone.request({ headers: bearer(token) })),
    ])
      expect(outcome.reason, "a session token alone").toBe("binding_required");
    const challenge = device.challenge ?? "";
    for (const [path, signed] of [
      ["refresh", await intruder.sign(challenge)],
      ["refresh", await intruder.sign(challenge, { jwk: await intruder.jwk() })],
      ["refresh", ""],
      ["register", await intruder.sign(challenge, { jwk: await intruder.jwk() })],
    ] as const) {
      const headers = {
        "sec-secure-session-id": created.session.id,
        "secure-session-response": signed,
      };
      const url = `${URL}/bound/${path}`;
      const response = await at.handle(browser.request({ ...post, url, headers }));
      expect(response && headerOf(response, "set-cookie"), path).toBeUndefined();
    }
  }

  return {
    async run({ kind, process, seconds }) {
      clock.advance(seconds);
      at = processes[process];
      await steps[kind](seconds);
      disk = [...disk.slice(-20), { at: clock(), jar: new Map(device.jar) }];
      const record = await store.find(created.session.id);
      expect(store.size, "sessions").toBe(1);
      expect(record?.absoluteExpiresAt).toEqual(before?.absoluteExpiresAt);
      expect(record?.boundKey).not.toBeNull();
    },
  };
}
