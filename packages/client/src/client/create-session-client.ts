import type { AnySessions, InferClaims, InferPublicUser, LogoutAnswer } from "@sessionkit/core";
import { type Answer, isInconclusive } from "../http/answer.ts";
import { fetchAnswer } from "../http/fetch-answer.ts";
import { browserPage } from "../page/browser-page.ts";
import type { PageEvent, SessionChannel } from "../page/session-environment.ts";
import { LOADING, type SessionState, toState } from "../state/session-state.ts";
import { exclusive } from "../tabs/exclusive.ts";
import { createLiveEvents } from "../tabs/live-events.ts";
import type { TabMessage } from "../tabs/tab-message.ts";
import { createFetches } from "./fetches.ts";
import { createSessionCache } from "./session-cache.ts";
import type {
  SessionClient,
  SessionClientOptions,
  SessionSeed,
  SignOutOptions,
} from "./session-client.ts";
import { createSessionFetch } from "./session-fetch.ts";

/** Milliseconds. Timers are late by the time that the machine slept, and above 2^31 they fire at once. */
const LONGEST_DELAY = 60_000;

/** Milliseconds by which a deadline has to move to count as extended: answers have whole seconds and take time. */
const TOLERANCE = 2_000;

/**
 * Creates the client of one page. Before `start` it sends no request, sets no timer and reads no clock, so that it can
 * be created while a server renders.
 *
 * @example
 * const client = createSessionClient<typeof sessions>(); // the type of the server's sessions
 * client.start();
 */
export function createSessionClient<S extends AnySessions = never>(
  // Only with an explicit type argument, since nothing else determines the type.
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
  live = false,
  credentials,
  fetch: ownFetch,
  onSessionChange,
  environment,
}: SessionClientOptions<Claims, User> = {}): SessionClient<Claims, User> {
  type State = SessionState<Claims, User>;
  const [fetch, other] = createFetches(basePath, credentials, ownFetch);
  const page = { ...browserPage, ...environment };
  const name = `sessionkit:${basePath}`;
  const first: State = isInconclusive(initial) ? LOADING : toState(initial as Answer<Claims, User>);
  const { get, subscribe, ...cache } = createSessionCache(fetch, basePath, first, onStateChange);

  const setLive = live
    ? createLiveEvents(page, `${name}:live`, `${basePath}/events`, onLiveEvent)
    : undefined;

  let stop: (() => void) | undefined;
  let channel: SessionChannel | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pendingSeeds = 0;
  let renewals = 0;
  /** Another tab has announced that it refreshed this session. */
  let renewedElsewhere = false;
  let renewing: Promise<void> | undefined;
  let checking: Promise<void> | undefined;
  let signingOut: Promise<LogoutAnswer> | undefined;
  let queued: Promise<State> | undefined;

  /** Does not reject: the failure of a sign-out is reported to its caller. */
  const pending = () => renewing ?? checking ?? signingOut?.catch(get);
  const untilIdle = async () => {
    while (pending()) await pending();
  };
  const isConfirmed = ({ session, stale } = get()) => !!session && !stale;

  /** Null if signed out, undefined while loading. */
  function getId({ status, session }: State = get()): string | null | undefined {
    return status === "loading" ? undefined : (session?.id ?? null);
  }

  /** Off in a page that was left: it may be kept in the back-forward cache. */
  function updateLive(isShown = true): void {
    setLive?.(!!stop && isShown && !!get().session);
  }

  function onStateChange(previous: State): void {
    updateLive();
    if (getId(previous) === getId()) return;
    broadcast();
    onSessionChange?.(previous, get());
  }

  /** Sends the request that is due, or sets a timer for it. A hidden page must not extend an idle session. */
  function tick(immediately?: boolean): void {
    clearTimeout(timer);
    if (!stop || pending() || pendingSeeds || !page.isVisible()) return;
    const isUserActive = page.isUserActive();
    const wait = cache.delay(isUserActive, immediately);
    if (wait > 0) timer = setTimeout(tick, Math.min(wait, LONGEST_DELAY));
    else void (isUserActive && get().session ? refresh() : check());
  }

  function check(): Promise<State> {
    queued ??= untilIdle().then(() => {
      queued = undefined;
      checking = cache.request("GET", "/session").finally(() => {
        checking = undefined;
        tick();
      });
      return checking.then(get);
    });
    return queued;
  }

  async function refresh(): Promise<State> {
    if (signingOut || cache.isBound()) return check();
    renewing ??= exclusive(page.locks(), name, renew).finally(() => {
      renewing = undefined;
      tick();
    });
    return renewing.then(get);
  }

  /** Checks first if another tab may have refreshed the session, and refreshes it unless that is confirmed. */
  async function renew(waited: boolean): Promise<void> {
    const deadline = cache.deadline();
    if (waited || renewedElsewhere) {
      await cache.request("GET", "/session");
      const renewed = cache.deadline() > deadline + TOLERANCE || (waited && renewedElsewhere);
      renewedElsewhere = false;
      if (renewed) renewals++;
      if (renewed || !isConfirmed()) return;
    }
    await cache.request("POST", "/refresh");
    if (!isConfirmed()) return;
    renewals++;
    broadcast({ renewed: true });
  }

  function signOut({ scope = "current" }: SignOutOptions = {}): Promise<LogoutAnswer> {
    const endsThis = scope !== "others";
    if (endsThis) cache.cancelPending();
    signingOut = exclusive(page.locks(), name, async () => {
      const url = `${basePath}/logout?scope=${scope}`;
      const answer = await fetchAnswer<LogoutAnswer>(fetch, "POST", url);
      if (endsThis) cache.end("absent");
      return answer;
    }).finally(() => {
      signingOut = undefined;
      tick();
    });
    return signingOut;
  }

  function broadcast(more?: Partial<TabMessage>): void {
    const session = getId();
    if (session === undefined) return;
    channel?.postMessage({ ...more, session, reason: get().reason } satisfies TabMessage);
  }

  /** Messages from other tabs are hints: each triggers a check with the server and is never trusted. */
  async function onMessage(message: unknown): Promise<void> {
    const { session, reason, renewed, reply }: Partial<TabMessage> = Object(message);
    const matches = () => session === getId();
    if (reason) cache.suggest(reason);
    if (matches() && renewed) renewedElsewhere = true;
    if (pendingSeeds) return;
    await untilIdle();
    // A visible page checks at once, so that it has the new expiry; a hidden one when it is shown.
    if (matches() && !(renewedElsewhere && page.isVisible())) return;
    renewedElsewhere = false;
    await check();
    if (!reply && !matches()) broadcast({ reply: true });
  }

  function onLiveEvent(type: string): void {
    void (type === "claims" ? refresh() : check());
  }

  function seed(value: SessionSeed<Claims, User>): void {
    const onAnswer = (answer?: Awaited<typeof value>) => {
      pendingSeeds--;
      if (cache.accept(answer)) void check();
      else tick();
    };
    pendingSeeds++;
    // If a promised seed rejects, the server is asked, and the state gets its answer or its error.
    if (value && "then" in value) value.then(onAnswer, () => onAnswer());
    else onAnswer(value);
  }

  async function onPageEvent({ type, persisted }: PageEvent): Promise<void> {
    updateLive(type !== "pagehide");
    if (type === "pagehide") return;
    // A pending request may still fail because the network was down when it was sent.
    await (persisted ? check() : untilIdle());
    tick(type === "online");
  }

  return {
    basePath,
    now: cache.now,
    getSnapshot: get,
    getInitialSnapshot: () => first,
    subscribe,
    start() {
      if (stop) return;
      stop = page.watch(onPageEvent);
      channel = page.openChannel(name, onMessage);
      broadcast();
      seed(initial);
      updateLive();
    },
    dispose() {
      stop?.();
      channel?.close();
      clearTimeout(timer);
      stop = channel = undefined;
      updateLive();
    },
    seed,
    check,
    refresh,
    signOut,
    sessionFetch: createSessionFetch(
      fetch,
      other,
      basePath,
      () => renewals,
      () => refresh().then(isConfirmed),
    ),
  };
}
