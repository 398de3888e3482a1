import type { AnySessions, InferClaims, InferPublicUser, LogoutAnswer } from "@sessionkit/core";
import { ask } from "../http/ask.ts";
import { browserPage } from "../page/browser-page.ts";
import type { PageEvent, SessionChannel } from "../page/session-environment.ts";
import {
  type Answer,
  isSilent,
  LOADING,
  type SessionState,
  toState,
} from "../state/session-state.ts";
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

/** The longest a timer is trusted: those of a machine that slept are late by that. From 2^31 ms on they would fire at once. */
const LONGEST_DELAY = 60_000;

/** By how much (ms) a deadline has to move before it counts as moved: answers say whole seconds, and take a while. */
const SLACK = 2_000;

/**
 * Makes the client of one page. Nothing happens before `start`: no request, no timer, no look at a clock, so that it
 * can be made while a server renders. With the type of the server's sessions: `createSessionClient<typeof sessions>()`.
 */
export function createSessionClient<S extends AnySessions = never>(
  // Only for who names the type: nothing else can tell it.
  ...options: [S] extends [never]
    ? [never]
    : [options?: SessionClientOptions<InferClaims<S>, InferPublicUser<S>>]
): SessionClient<InferClaims<S>, InferPublicUser<S>>;
export function createSessionClient<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
>(options?: SessionClientOptions<Claims, User>): SessionClient<Claims, User>;
export function createSessionClient<Claims extends object, User>({
  basePath = "/api/auth",
  initial,
  fetch = (...request) => globalThis.fetch(...request),
  onSessionChange,
  environment,
}: SessionClientOptions<Claims, User> = {}): SessionClient<Claims, User> {
  type State = SessionState<Claims, User>;
  const page = { ...browserPage, ...environment };
  const name = `sessionkit:${basePath}`;
  const first: State = isSilent(initial) ? LOADING : toState(initial as Answer<Claims, User>);
  const { get, subscribe, ...knowledge } = createKnowledge(fetch, basePath, first, changed);

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

  /** Never rejects: that a sign-out failed is its caller's affair alone. */
  const busy = () => renewing ?? checking ?? leaving?.catch(get);
  const idle = async () => {
    while (busy()) await busy();
  };
  const isSure = () => !!get().session && !get().stale;

  /** Null when nobody is signed in, undefined while that is not known. */
  function idOf({ status, session }: State = get()): string | null | undefined {
    return status === "loading" ? undefined : (session?.id ?? null);
  }

  function changed(previous: State): void {
    if (idOf(previous) === idOf()) return;
    tell();
    onSessionChange?.(previous, get());
  }

  /** Does what is due, or sets a timer for it. A hidden page waits: it must not keep an idle session alive. */
  function tick(hurry?: boolean): void {
    clearTimeout(timer);
    if (!stop || busy() || awaitedSeeds || !page.isVisible()) return;
    const attended = page.isAttended();
    const wait = knowledge.wait(attended, hurry);
    if (wait > 0) timer = setTimeout(tick, Math.min(wait, LONGEST_DELAY));
    else void (attended && get().session ? refresh() : check());
  }

  function check(): Promise<State> {
    queued ??= (async () => {
      await idle();
      queued = undefined;
      checking = knowledge.ask("GET", "/session").finally(() => {
        checking = undefined;
        tick();
      });
      await checking;
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
    const deadline = knowledge.deadline();
    if (waited || heardOfRenewal) {
      await knowledge.ask("GET", "/session");
      const renewed = knowledge.deadline() > deadline + SLACK || (waited && heardOfRenewal);
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
    const session = idOf();
    if (session !== undefined) channel?.postMessage({ ...more, session } satisfies Notice);
  }

  /** Whatever another tab says, believed is only the server. */
  async function hear(message: unknown): Promise<void> {
    const { session, renewed, reply }: Partial<Notice> = Object(message);
    const agrees = () => session === idOf();
    if (agrees() && renewed) heardOfRenewal = true;
    if (awaitedSeeds) return;
    await idle();
    // A page in view is told at once until when its session goes on; a hidden one asks when it is shown.
    if (agrees() && !(heardOfRenewal && page.isVisible())) return;
    heardOfRenewal = false;
    await check();
    if (!agrees() && !reply) tell({ reply: true });
  }

  function seed(value: SessionSeed<Claims, User>): void {
    const arrive = (answer?: Awaited<typeof value>) => {
      awaitedSeeds--;
      if (knowledge.learn(answer)) void check();
      else tick();
    };
    awaitedSeeds++;
    // A seed that fails says nothing; the server is asked then, and says what is wrong.
    if (value && "then" in value) value.then(arrive, () => arrive());
    else arrive(value);
  }

  async function onPageEvent({ type, persisted }: PageEvent): Promise<void> {
    // What is under way may still fail for want of the network that is back now.
    await (persisted ? check() : idle());
    tick(type === "online");
  }

  return {
    basePath,
    now: knowledge.now,
    getSnapshot: get,
    getInitialSnapshot: () => first,
    subscribe,
    start() {
      if (stop) return;
      stop = page.watch(onPageEvent);
      channel = page.openChannel(name, hear);
      tell();
      seed(initial);
    },
    dispose() {
      stop?.();
      channel?.close();
      clearTimeout(timer);
      stop = channel = undefined;
    },
    seed,
    check,
    refresh,
    signOut,
    sessionFetch: createSessionFetch(
      fetch,
      basePath,
      () => renewals,
      () => refresh().then(isSure),
    ),
  };
}
