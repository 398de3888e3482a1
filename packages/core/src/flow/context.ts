import type { Clock } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";
import { type CookieSpecs, createCookiePolicy } from "../cookies/cookie-policy.ts";
import { type ActivityLog, hasActivityLog } from "../store/activity-log.ts";
import { createActivityRecorder, type RecordActivity } from "../session/activity-recorder.ts";
import { type AnnounceEnd, createAnnounceEnd } from "../session/announce-end.ts";
import { askThrough, createAsk } from "../store/guard-store.ts";
import { createClientFacts, type ReadClientFacts } from "../request/client-info.ts";
import { type EndedSessions, endedSessions } from "../session/revoked-sessions.ts";
import { createEmit, type Emit } from "../session/events.ts";
import type { Lifetime, LifetimeSubject } from "../session/lifetime.ts";
import { createLoader, type Loader } from "../session/loader.ts";
import type { SessionRequest } from "../request/request.ts";
import { requestHost } from "../request/host.ts";
import type { RotationPace } from "../session/rotation.ts";
import type { SessionOf } from "../session/session.ts";
import type { SessionStore } from "../store/session-store.ts";
import { hasUserJoin } from "../store/user-join.ts";
import { type AccessTokens, createAccessTokens } from "../tokens/access-token.ts";
import { type AsymmetricCodec, createAsymmetricCodec } from "../tokens/asymmetric.ts";
import { createHmacCodec } from "../tokens/jws.ts";
import { deriveKeys } from "../tokens/keys.ts";
import { createSessionTokens, type SessionTokens } from "../tokens/session-token.ts";
import { createStatelessTokens, type StatelessTokens } from "../tokens/stateless-token.ts";
import type { AnyOptions, LimitOptions } from "../config/options.ts";
import { readClaims, readLifetime, readLoadUser, readSettings } from "../config/read-options.ts";

/** What every verb needs: the configuration, checked and turned into working parts. Made once. */
export interface Context {
  readonly mode: "database" | "jwt" | "stateless";
  readonly now: Clock;
  readonly emit: Emit;
  /** Every verb of it goes through `ask`. In stateless mode there is none, and asking for it throws. */
  readonly store: SessionStore;
  readonly log: ActivityLog | null;
  readonly load: Loader;
  readonly facts: ReadClientFacts;
  readonly recordActivity: RecordActivity;
  readonly claims: (user: unknown) => object;
  readonly initialData: (user: unknown) => JsonObject;
  readonly publicUser: ((user: unknown) => unknown) | null;
  readonly lifetime: (subject: LifetimeSubject<unknown>) => Lifetime;
  readonly pace: RotationPace;
  readonly onReuse: "session" | "user";
  readonly limit: LimitOptions | null;
  readonly sessionTokens: SessionTokens;
  readonly statelessTokens: StatelessTokens;
  readonly accessTokens: AccessTokens;
  /** Set where access tokens are signed by a key pair. */
  readonly asymmetric: AsymmetricCodec | null;
  /** The cookies of whoever asks; without a request, those of https. */
  readonly cookieSpecs: (request: SessionRequest | undefined) => CookieSpecs;
  readonly refreshInline: boolean;
  readonly ended: EndedSessions;
  readonly announceEnd: AnnounceEnd;
  /** Who was loaded for which session object: the user is asked for once per request. */
  readonly users: WeakMap<SessionOf, unknown>;
  /** Milliseconds between two writes of a session's activity; infinite where it is switched off. */
  readonly activityEvery: number;
  readonly hops: number;
  readonly origin: URL | null;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly basePath: string;
  /** What a session's own data may take as JSON. */
  readonly maxDataBytes: number;
}

/** Throws `SessionConfigError`, naming option and remedy, for whatever could not work. */
export function createContext(options: AnyOptions): Context {
  const settings = readSettings(options);
  const { now, origin, basePath, refreshInline, hops } = settings;
  const emit = createEmit(options.onEvent, now);
  const ask = createAsk(settings.timeout, (error) => emit("session.store_failed", { error }));
  const store = options.store ? askThrough(options.store, ask) : null;
  const join = store && hasUserJoin<unknown>(store) ? store : null;
  const log = store && hasActivityLog(store) ? store : null;
  const recordActivity = createActivityRecorder(log, now);
  const ended = endedSessions();
  const sessionKeys = deriveKeys(settings.secrets, "session");
  const asymmetric = options.accessKeys
    ? createAsymmetricCodec(options.accessKeys, "at+jwt")
    : null;
  const accessCodec =
    asymmetric ?? createHmacCodec(deriveKeys(settings.secrets, "access"), "at+jwt");
  const cookies = createCookiePolicy(options.cookies ?? {}, origin, refreshInline ? "/" : basePath);
  return {
    ...settings,
    emit,
    get store(): SessionStore {
      if (!store) throw new TypeError("This verb exists in the modes with a store only.");
      return store;
    },
    log,
    load: createLoader(store, join, readLoadUser(options, ask)),
    facts: createClientFacts({ ...settings.kept, hops }),
    recordActivity,
    claims: readClaims(options, join !== null),
    initialData: (user) => options.data?.(user) ?? {},
    publicUser: options.publicUser ?? null,
    lifetime: readLifetime(options),
    sessionTokens: createSessionTokens(sessionKeys, settings.mode === "database" && settings.cache),
    statelessTokens: createStatelessTokens(createHmacCodec(sessionKeys, "rt+jwt"), settings),
    accessTokens: createAccessTokens(accessCodec, settings),
    asymmetric,
    cookieSpecs: (request) => cookies.specs(() => request && requestHost(request, hops)),
    ended,
    announceEnd: createAnnounceEnd(ended, emit, recordActivity),
    users: new WeakMap(),
  };
}
