import type { Laptop } from "./laptop.ts";
import type { Lock } from "./lock.ts";
import type { Random } from "./random.ts";
import type { Answer, Purpose } from "./server.ts";
import type { Timeline } from "./timeline.ts";
import type { Wire } from "./wire.ts";

export interface TabOptions {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly laptop: Laptop;
  readonly wire: Wire;
  readonly lock: Lock;
  /** Share of requests to places that ask the store. */
  readonly sensitive: number;
  /** An answer said that nobody is signed in. */
  readonly onRefused: (tab: Tab) => void;
}

/** A page with the session client: it renews at 75 to 85 % of the access lifetime while it can be seen. */
export interface Tab {
  show(isVisible: boolean): void;
  /** Does what is due. */
  tick(): void;
  /** Asks for fresh credentials now. */
  renew(): void;
  /** Loads a document, then what the page asks for. */
  navigate(done?: (answer: Answer | null) => void): void;
  /** What a page asks for by itself, all at once. */
  load(requests: number): void;
}

/** The client's own requests are given up after this; a page's are not. */
const TIMEOUT = 30_000;
/** After this a person reloads, or does not. */
const RELOAD = 8_000;
const RELOAD_PAUSE = 2_000;
const LAST_RETRY = 60_000;

export function createTab(options: TabOptions): Tab {
  const { timeline, random, laptop, wire, lock } = options;
  let isVisible = false;
  let isRenewing = false;
  let deadline = 0;
  let dueAt = Number.POSITIVE_INFINITY;
  let failures = 0;

  const tab: Tab = { show, tick, renew, navigate, load };

  function show(visible: boolean): void {
    isVisible = visible;
    if (visible) tick();
  }

  function tick(): void {
    if (isVisible && !isRenewing && !laptop.isAsleep() && timeline.now() >= dueAt) renew();
  }

  function learn({ expiresIn }: Answer): void {
    failures = 0;
    const lifetime = expiresIn * 1000;
    deadline = timeline.now() + lifetime;
    due(Math.max(1_000, lifetime * random.between(0.75, 0.85)));
  }

  function due(delay: number): void {
    dueAt = timeline.now() + delay;
    laptop.after(delay, tick);
  }

  function renew(): void {
    isRenewing = true;
    lock.request((waited, release) => {
      const end = (): void => {
        isRenewing = false;
        release();
        tick();
      };
      if (waited) checkFirst(end);
      else wire.send("refresh", TIMEOUT, (answer) => settle(answer, end));
    });
  }

  /** Another tab was at it: asks what it got before asking for the same. */
  function checkFirst(end: () => void): void {
    const before = deadline;
    wire.send("check", TIMEOUT, (answer) => {
      settle(answer, () => undefined);
      if (answer?.status !== "authenticated" || deadline > before + 2_000) return end();
      wire.send("refresh", TIMEOUT, (renewed) => settle(renewed, end));
    });
  }

  function settle(answer: Answer | null, end: () => void): void {
    if (!answer || answer.status === "unavailable")
      due(Math.min(LAST_RETRY, 1_000 * 2 ** failures++) * random.between(0.5, 1));
    else if (answer.status === "authenticated") learn(answer);
    else dueAt = Number.POSITIVE_INFINITY;
    end();
    if (answer?.status === "unauthenticated") options.onRefused(tab);
  }

  function purpose(): Purpose {
    return random.chance(options.sensitive) ? "sensitive" : "page";
  }

  function navigate(done: (answer: Answer | null) => void = loaded): void {
    wire.send(purpose(), random.chance(0.5) ? RELOAD : Number.POSITIVE_INFINITY, (answer) => {
      done(answer);
      if (answer?.status !== "authenticated") return;
      learn(answer);
      load(random.whole(0, 4));
    });
  }

  function loaded(answer: Answer | null): void {
    if (answer?.status === "unauthenticated") options.onRefused(tab);
    else if (answer?.status !== "authenticated") laptop.after(RELOAD_PAUSE, () => navigate());
  }

  function load(requests: number): void {
    for (let index = 0; index < requests; index++) {
      wire.send(purpose(), Number.POSITIVE_INFINITY, (answer) => {
        if (answer?.status === "unauthenticated") options.onRefused(tab);
      });
    }
  }

  return tab;
}
