import type { Connection } from "./connection.ts";
import type { Device } from "./laptop.ts";
import type { Lock } from "./lock.ts";
import type { Random } from "./random.ts";
import type { Answer, Purpose } from "./server.ts";
import type { Timeline } from "./timeline.ts";

export interface TabOptions {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly device: Device;
  readonly connection: Connection;
  readonly lock: Lock;
  /** Share of requests for which the store is read. */
  readonly sensitive: number;
  /** Called if an answer is unauthenticated. */
  readonly onRefused: (tab: Tab, answer: Answer, isDocument: boolean) => void;
}

/** A page with the session client: it refreshes at 75 to 85 % of the access lifetime while it is visible. */
export interface Tab {
  show(isVisible: boolean): void;
  /** Refreshes if a refresh is due. */
  tick(): void;
  refresh(): void;
  /** Loads a document, then its fetches. */
  navigate(done?: (answer: Answer | null) => void): void;
  /** Concurrent fetches of a page. */
  load(requests: number): void;
  /** Concurrent changes of the session by the application. */
  change(purpose: "update" | "step-up", requests: number): void;
}

/** Requests of the client time out after this; those of a page do not. */
const TIMEOUT = 30_000;
/** Some users reload a page that takes longer. */
const RELOAD = 8_000;
const RELOAD_PAUSE = 2_000;
const LAST_RETRY = 60_000;

export function createTab(options: TabOptions): Tab {
  const { timeline, random, device, connection, lock } = options;
  let isVisible = false;
  let isRefreshing = false;
  let deadline = 0;
  let dueAt = Number.POSITIVE_INFINITY;
  let failures = 0;

  const tab: Tab = { show, tick, refresh, navigate, load, change };

  function show(visible: boolean): void {
    isVisible = visible;
    if (visible) tick();
  }

  function tick(): void {
    if (isVisible && !isRefreshing && !device.isAsleep() && timeline.now() >= dueAt) refresh();
  }

  function accept({ expiresIn }: Answer): void {
    failures = 0;
    const lifetime = expiresIn * 1000;
    deadline = timeline.now() + lifetime;
    if (connection.isBound()) schedule(Math.max(15_000, lifetime - random.between(30_000, 90_000)));
    else schedule(Math.max(1_000, lifetime * random.between(0.75, 0.85)));
  }

  function schedule(delay: number): void {
    dueAt = timeline.now() + delay;
    device.after(delay, tick);
  }

  function refresh(): void {
    isRefreshing = true;
    if (connection.isBound()) checkBound();
    else refreshLocked();
  }

  function refreshLocked(): void {
    lock.request((waited, release) => {
      const end = (): void => {
        isRefreshing = false;
        release();
        tick();
      };
      if (waited) checkFirst(end);
      else connection.send("refresh", TIMEOUT, (answer) => handleAnswer(answer, end));
    });
  }

  /** The browser refreshes a bound session, before or beside a request. */
  function checkBound(): void {
    connection.send("check", TIMEOUT, (answer) =>
      handleAnswer(answer, () => {
        isRefreshing = false;
        tick();
      }),
    );
  }

  /** Another tab had the lock: checks for its result before refreshing again. */
  function checkFirst(end: () => void): void {
    const before = deadline;
    connection.send("check", TIMEOUT, (answer) => {
      handleAnswer(answer, () => undefined);
      if (answer?.status !== "authenticated" || deadline > before + 2_000) return end();
      connection.send("refresh", TIMEOUT, (refreshed) => handleAnswer(refreshed, end));
    });
  }

  function handleAnswer(answer: Answer | null, end: () => void): void {
    if (!answer || isInconclusive(answer))
      schedule(Math.min(LAST_RETRY, 1_000 * 2 ** failures++) * random.between(0.5, 1));
    else if (answer.status === "authenticated") accept(answer);
    else dueAt = Number.POSITIVE_INFINITY;
    end();
    if (answer?.status === "unauthenticated" && !isInconclusive(answer))
      options.onRefused(tab, answer, false);
  }

  function purpose(): Purpose {
    return random.chance(options.sensitive) ? "sensitive" : "page";
  }

  function navigate(done: (answer: Answer | null) => void = loaded): void {
    const kind = purpose();
    const timeout = random.chance(0.5) ? RELOAD : Number.POSITIVE_INFINITY;
    const send = (): void => connection.send(kind, timeout, onAnswer, { isDocument: true });
    const onAnswer = (answer: Answer | null): void => {
      if (answer?.isReloaded) {
        send();
        return;
      }
      done(answer);
      if (answer?.status !== "authenticated") return;
      accept(answer);
      load(random.whole(0, 4));
    };
    send();
  }

  function loaded(answer: Answer | null): void {
    if (answer?.status === "unauthenticated") options.onRefused(tab, answer, true);
    else if (answer?.status !== "authenticated") device.after(RELOAD_PAUSE, () => navigate());
  }

  function load(requests: number): void {
    for (let index = 0; index < requests; index++) sendOnce(purpose());
  }

  function change(kind: "update" | "step-up", requests: number): void {
    for (let index = 0; index < requests; index++) sendOnce(kind);
  }

  function sendOnce(kind: Purpose): void {
    connection.send(kind, Number.POSITIVE_INFINITY, (answer) => {
      if (answer?.status === "unauthenticated") options.onRefused(tab, answer, false);
    });
  }

  return tab;
}

/** The client tries again, and the session is not over. */
function isInconclusive({ status, reason }: Answer): boolean {
  return status === "unavailable" || reason === "binding_required";
}
