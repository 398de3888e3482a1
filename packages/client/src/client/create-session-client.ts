import type { LogoutAnswer } from "@sessionkit/core";
import { ask } from "../http/ask.ts";
import { browserPage } from "../page/browser-page.ts";
import type { PageEvent, SessionChannel } from "../page/session-environment.ts";
import { notify } from "../state/notify.ts";
import { isSilent, LOADING, type SessionState, toState } from "../state/session-state.ts";
import { exclusive } from "../tabs/exclusive.ts";
import type { Notice } from "../tabs/notice.ts";
import { createKnowledge } from "./knowledge.ts";
import type {
  SessionClient,
  SessionClientOptions,
  SessionSeed,
  SignOutOptions,
} from "./session-client.ts";
import { createSessionFetch } from "./session-fetch.ts";

/** Timers beyond this fire at once: the delay is a signed 32-bit integer. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** By how much (ms) a deadline has to move before it counts as moved: answers say whole seconds, and take a while. */
const SLACK = 2_000;

/**
 * Makes the client of one page. Nothing happens before `start`: no request, no timer, no look at a clock, so that it
 * can be made while a server renders.
 */
export function createSessionClient<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
>(options: SessionClientOptions<Claims, User> = {}): SessionClient<Claims, User> {
  type State = SessionState<Claims, User>;
  const { basePath = "/api/auth", initial, onSessionChange } = options;
  const fetch = options.fetch ?? ((...request) => globalThis.fetch(...request));
  const page = { ...browserPage, ...options.environment };
  const name = `sessionkit:${basePath}`;
  const first: State = isPending(initial) || isSilent(initial) ? LOADING : toState(initial);
  const { get, subscribe, now, timing, ...knowledge } = createKnowledge(
    fetch,
    basePath,
    first,
    changed,
  );

  let stop: (() => void) | undefined;
  let channel: SessionChannel | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let awaitedSeeds = 0;
  let renewals = 0;
  /** Another tab says that it has renewed this session. */
  let heardOfRenewal = false;
  let renewing: Promise<void> | undefined;
  let checking: Promise<void> | undefined;
  let leaving: Promise<LogoutAnswer> | undefined;
  let queued: Promise<State> | undefined;

  const busy = () => renewing ?? checking ?? leaving;
  const isSure = () => get().status === "authenticated" && !get().stale;

  /** Null when nobody is signed in, undefined while that is not known. */
  function idOf({ status, session }: State): string | null | undefined {
    return status === "loading" ? undefined : (session?.id ?? null);
  }

  function changed(previous: State): void {
    const state = get();
    if (idOf(previous) === idOf(state)) return;
    tell();
    if (onSessionChange) notify(() => onSessionChange(previous, state));
  }

  /** Does what is due, or sets a timer for it. A hidden page waits: it must not keep an idle session alive. */
  function tick(hurry?: boolean): void {
    clearTimeout(timer);
    if (!stop || busy() || awaitedSeeds || !page.isVisible()) return;
    const { next, dueAt, failures } = timing();
    const time = now();
    if (time < next && !(failures && hurry)) {
      timer = setTimeout(tick, Math.min(next - time, LONGEST_DELAY));
    } else if (!failures || page.isOnline()) {
      void (time < dueAt ? check() : refresh());
    }
  }

  function check(): Promise<State> {
    queued ??= (async () => {
      do await busy();
      while (busy());
      queued = undefined;
      checking = knowledge.ask("GET", "/session");
      await checking;
      checking = undefined;
      tick();
      return get();
    })();
    return queued;
  }

  async function refresh(): Promise<State> {
    if (leaving) return check();
    renewing ??= exclusive(page.locks(), name, renew).finally(() => {
      renewing = undefined;
      tick();
    });
    await renewing;
    return get();
  }

  /** Asks first where another tab seems to have renewed the session, and renews it where that is not so. */
  async function renew(waited: boolean): Promise<void> {
    const { deadline } = timing();
    if (waited || heardOfRenewal) {
      await knowledge.ask("GET", "/session");
      const renewed = timing().deadline > deadline + SLACK || (waited && heardOfRenewal);
      heardOfRenewal = false;
      if (renewed) renewals++;
      if (renewed || !isSure()) return;
    }
    await knowledge.ask("POST", "/refresh");
    if (!isSure()) return;
    renewals++;
    tell({ renewed: true });
  }

  function signOut({ scope = "current" }: SignOutOptions = {}): Promise<LogoutAnswer> {
    const leaves = scope !== "others";
    if (leaves) knowledge.abandon();
    leaving = exclusive(page.locks(), name, async () => {
      const url = `${basePath}/logout?scope=${scope}`;
      const answer = await ask<LogoutAnswer>(fetch, "POST", url);
      if (leaves) knowledge.end("absent");
      return answer;
    }).finally(() => {
      leaving = undefined;
      tick();
    });
    return leaving;
  }

  function tell(more?: Omit<Notice, "session">): void {
    const session = idOf(get());
    if (session !== undefined) channel?.postMessage({ session, ...more } satisfies Notice);
  }

  /** Whatever another tab says, believed is only the server. */
  async function hear(message: unknown): Promise<void> {
    const { session, renewed, reply }: Partial<Notice> = Object(message);
    const agrees = () => session === idOf(get());
    if (agrees() && renewed) heardOfRenewal = true;
    if (awaitedSeeds) return;
    while (busy()) await busy();
    if (agrees()) return;
    await check();
    if (!agrees() && !reply) tell({ reply: true });
  }

  function seed(value: SessionSeed<Claims, User>): void {
    if (!isPending(value)) {
      knowledge.learn(value);
      tick();
      return;
    }
    const arrive = (answer?: Awaited<typeof value>) => {
      awaitedSeeds--;
      seed(answer);
    };
    awaitedSeeds++;
    // A seed that fails says nothing; the server is asked then, and says what is wrong.
    value.then(arrive, () => arrive());
  }

  function openChannel(): void {
    channel ??= page.openChannel(name, hear);
  }

  function closeChannel(): void {
    channel?.close();
    channel = undefined;
  }

  function onPageEvent({ type, persisted }: PageEvent): void {
    if (type === "pagehide") {
      // A page with an open channel is not kept everywhere, or not for long.
      closeChannel();
    } else if (persisted) {
      openChannel();
      void check();
    } else {
      tick(type === "online");
    }
  }

  return {
    getSnapshot: get,
    getInitialSnapshot: () => first,
    subscribe,
    start() {
      if (stop) return;
      stop = page.watch(onPageEvent);
      openChannel();
      tell();
      seed(initial);
      if (get() === LOADING && !awaitedSeeds && !busy()) void check();
    },
    dispose() {
      stop?.();
      stop = undefined;
      clearTimeout(timer);
      closeChannel();
    },
    seed,
    check,
    refresh,
    signOut,
    sessionFetch: createSessionFetch(
      fetch,
      basePath,
      () => renewals,
      async () => {
        await refresh();
        return isSure();
      },
    ),
  };
}

function isPending<T>(seed: T | PromiseLike<T>): seed is PromiseLike<T> {
  return typeof (seed as PromiseLike<T> | null)?.then === "function";
}
