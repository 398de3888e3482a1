import { expect } from "vitest";
import type { JsonObject } from "../src/base/json.ts";
import type { EndpointResponse } from "../src/index.ts";
import { createMemoryStore } from "../src/memory.ts";
import { type Thief, tryAll } from "./bound-thief.ts";
import { createClock } from "./clock.ts";
import { createDevice, navigation, statusesOf } from "./device.ts";
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
    | "step up with a late answer"
    | "impersonate"
    | "return"
    | "sign in again"
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

/** The clock of process B is ahead. In milliseconds. */
const AHEAD = 3_000;
/** A browser has written its cookies to disk after this. In milliseconds. */
const DISK = 30_000;
/** Near the end of an impersonation, the processes do not agree about it. In milliseconds. */
const MARGIN = 10_000;
const REASON = { reason: "A test" };
/** Longer than a busy machine stalls: signatures are verified in other threads. */
const PATIENCE = "60s";

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
  let own: Outcome["session"] = null;
  /** The end of the impersonation that the browser is in. In milliseconds. */
  let actingUntil: number | null = null;
  await signIn();
  const thieves: Thief[] = [];
  /** A thief with the rest of a proof may have used the token of the owner. */
  let isDisturbed = false;
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

  /** A sign-in of a guest, whose note it keeps, up to the first proof of the key. */
  async function signIn(): Promise<void> {
    const post = { method: "POST" };
    device.obey(await at.updateGuest(device.request(post), { note: "kept" }));
    const merge = ({ note = null }: JsonObject) => ({ note });
    const created = await at.create("ada", { request: device.request(post), merge });
    expect(created.session.data).toEqual({ note: "kept" });
    device.obey(created);
    own = created.session;
    expect((await device.register(created))?.status).toBe(200);
    clock.advance("16m");
    await refresh();
  }

  /** The first request after the end of an impersonation is refused, and the browser continues with the session of its actor. */
  async function leaveEnded(): Promise<void> {
    if (actingUntil === null) return;
    if (Math.abs(clock() - actingUntil) < MARGIN) clock.set(actingUntil + MARGIN);
    if (clock() < actingUntil) return;
    actingUntil = null;
    if (!device.jar.get(SESSION)?.includes("~")) return;
    if (expire()) expect(statusesOf(await device.refresh()).at(-1)).toBe(503);
    const ended = await at.resolve(device.request(), { verify: "store" });
    expect(ended.status).toBe("unauthenticated");
    device.obey(ended);
  }

  async function refresh(): Promise<void> {
    if (!expire()) return;
    const statuses = statusesOf(await device.refresh());
    expect(statuses.at(-1), `refreshes: ${statuses}`).toBe(200);
    expect(device.bound, "the browser keeps its key").not.toBeNull();
  }

  /** A request that is refused because a thief has used the token is sent again after a proof of the key. */
  async function proven(send: () => Promise<Outcome>): Promise<Outcome> {
    const outcome = await send();
    device.obey(outcome);
    if (outcome.reason !== "binding_required" || !isDisturbed) return outcome;
    isDisturbed = false;
    expect(device.jar.has(proof), "the refusal deletes the proof").toBe(false);
    await refresh();
    const repeated = await send();
    device.obey(repeated);
    return repeated;
  }

  /** A request of the owner's own page, which is signed in at once. */
  async function use(sessions: Sessions = at): Promise<Outcome & { status: "authenticated" }> {
    await leaveEnded();
    await refresh();
    const outcome = await proven(() => sessions.resolve(device.request(navigation("same-origin"))));
    if (outcome.status !== "authenticated") throw new Error(`The owner is ${outcome.reason}.`);
    const { id, userId, actor } = outcome.session;
    expect([userId, actor?.sessionId ?? id]).toEqual([actingUntil ? "bob" : "ada", own?.id]);
    return outcome;
  }

  async function change(
    run: (session: Parameters<Sessions["update"]>[0] & object) => Promise<Outcome>,
  ): Promise<void> {
    const { session } = await use();
    const changed = await proven(() => run(session));
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
        // An impersonation proves nothing about its user.
        return at.renew(session as never, { request, authenticated: session.actor === null });
      }),
    impersonate: async () => {
      await use();
      const started = await proven(() =>
        at.impersonate(device.request({ method: "POST" }), "bob", REASON),
      );
      actingUntil = started.session?.absoluteExpiresAt ?? null;
      await use();
    },
    return: async () => {
      await use();
      device.obey(await at.endImpersonation(device.request({ method: "POST" })));
      actingUntil = null;
      await use();
    },
    "sign in again": async () => {
      await use();
      device.obey(await at.signOut(device.request({ method: "POST" })));
      actingUntil = null;
      await device.refresh();
      expect(device.bound).toBeNull();
      await signIn();
      disk = [];
    },
    "step up with a late answer": async (seconds) => {
      await use();
      const before = device.jar.get(proof) ?? "";
      await steps["step up"](0);
      device.jar.set(proof, before);
      if (seconds % 2 === 0) await steps.theft(0);
      await use();
    },
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
      isDisturbed ||= thieves.length > 0;
      const setting = { at, intruder, proof, endOf, now: clock(), device };
      for (const thief of thieves) await tryAll(thief, setting);
    },
  };

  return {
    async run({ kind, process, seconds }) {
      clock.advance(seconds);
      at = processes[process];
      await steps[kind](seconds);
      disk = [...disk.slice(-20), { at: clock(), jar: new Map(device.jar) }];
      const sessions = await store.findByUser("ada", new Date(clock()));
      expect(sessions.map(({ id }) => id)).toEqual([own?.id]);
      expect(sessions[0]?.absoluteExpiresAt.getTime()).toBe(own?.absoluteExpiresAt);
      expect(sessions[0]?.boundKey).not.toBeNull();
    },
  };
}
