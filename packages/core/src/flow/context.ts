import type { SessionStoreError } from "../base/errors.ts";
import { plainObject } from "../base/json.ts";
import type { AnyOptions } from "../config/options.ts";
import {
  readGuestLifetime,
  readLifetime,
  readSettings,
  type Settings,
} from "../config/read-options.ts";
import { type CookieSpecs, createCookiePolicy } from "../cookies/cookie-policy.ts";
import { createClientInfo, type ReadClientInfo } from "../request/client-info.ts";
import { requestHost } from "../request/host.ts";
import type { SessionRequest } from "../request/request.ts";
import { type ReadClaims, readClaims } from "../session/claims.ts";
import { type EndOfCredentials, readCredentialsChanged } from "../session/credentials-changed.ts";
import { type Denylist, sharedDenylist } from "../session/denylist.ts";
import { createEmit, type Emit } from "../session/events.ts";
import type { Lifetime, LifetimeSubject } from "../session/lifetime.ts";
import type { Session, SessionDetails } from "../session/session.ts";
import { type SessionProgress, sessionProgress } from "../session/session-progress.ts";
import { type ActivityLog, hasActivityLog } from "../store/activity-log.ts";
import { createActivityRecorder, type RecordActivity } from "../store/activity-recorder.ts";
import { createDeadline, withTimeout } from "../store/deadline.ts";
import { checkStore } from "../store/request-store.ts";
import {
  hasRevocationBell,
  hasRevocationFeed,
  type RevocationFeed,
} from "../store/revocation-feed.ts";
import type { SessionStore } from "../store/session-store.ts";
import { hasUserJoin } from "../store/user-join.ts";
import { type AccessTokens, createAccessTokens } from "../tokens/access-token.ts";
import { type AsymmetricCodec, createAsymmetricCodec } from "../tokens/asymmetric.ts";
import { createDeviceTokens, type DeviceTokens } from "../tokens/device-tokens.ts";
import type { Mac } from "../tokens/hmac.ts";
import { createHmacCodec, type TokenCodec } from "../tokens/jws.ts";
import { deriveKeys, type Purpose } from "../tokens/keys.ts";
import { createSessionTokens } from "../tokens/session-token.ts";
import type { Backend } from "./backend/backend.ts";
import { createStateless } from "./backend/stateless.ts";
import { createStored } from "./backend/stored.ts";
import { createRequestDeadlines, type DeadlineOf } from "./request-deadlines.ts";
import { createRevocationReader, type RevocationReader } from "./revocation-reader.ts";

/** Returns the user of an id. `joined` is the user that the store joined; undefined if the store was not called. */
type LoadUser = (userId: unknown, joined?: unknown) => unknown;

/** The checked configuration and the parts created from it, shared by all verbs. */
export interface Context extends Omit<Settings, "secrets"> {
  readonly emit: Emit;
  readonly backend: Backend;
  /** Null without a store. Verbs call it through `Call`, which applies the deadline of the request. */
  readonly store: SessionStore | null;
  readonly log: ActivityLog | null;
  readonly loadUser: LoadUser | null;
  readonly clientInfo: ReadClientInfo;
  readonly recordActivity: RecordActivity;
  readonly claims: ReadClaims;
  readonly initialData: (user: unknown) => object;
  readonly endOfCredentials: EndOfCredentials;
  readonly publicUser: ((user: unknown, session: SessionDetails) => unknown) | null;
  readonly lifetime: (subject: LifetimeSubject<unknown>) => Lifetime;
  readonly guestLifetime: (remember: boolean) => Lifetime;
  /** Null in the `database` strategy, which issues no access tokens. */
  readonly access: AccessTokens | null;
  /**
   * Recognizes access tokens in every strategy, so that `database` mode can clear access cookies of the `jwt` strategy.
   */
  readonly accessCodec: Pick<TokenCodec, "hasOwnHeader">;
  /** Set if access tokens are signed with a key pair. */
  readonly asymmetric: AsymmetricCodec | null;
  /** Sign the mark that a proxy sets on a forwarded request. The first signs, all verify. */
  readonly forwardedMacs: readonly Mac[];
  /** Make the ids of sessions that adopt those of other libraries. */
  readonly adoptionMacs: readonly Mac[];
  /** The cookies for a request; without a request, those for https. */
  readonly cookieSpecs: (request: SessionRequest | undefined) => CookieSpecs;
  readonly denylist: Denylist;
  /** Null if the store has none. */
  readonly feed: RevocationFeed | null;
  /** Null without a feed. */
  readonly revocations: RevocationReader | null;
  readonly progress: SessionProgress;
  /** For implicit answers: whether their cookies may still be set. */
  readonly conditions: WeakMap<object, () => boolean>;
  /** See `emitted` of a call. */
  readonly emitted: WeakMap<SessionRequest, Set<string>>;
  /** Null if sessions are not bound to keys of their browsers. */
  readonly device: DeviceTokens | null;
  /** The sessions that are bound to a key. */
  readonly boundSessions: WeakSet<object>;
  /** Users by session object, so that each is loaded once per request. */
  readonly users: WeakMap<Session, unknown>;
  readonly deadlineOf: DeadlineOf;
  /** How long the activity log may delay the answer to a request, all entries together. */
  readonly logPatienceOf: DeadlineOf;
  readonly onStoreFailure: (error: SessionStoreError) => void;
}

/** In milliseconds. A slower write is completed after the answer. */
const LOG_PATIENCE = 100;

/** Throws `SessionConfigError` for a configuration that cannot work. */
export function createContext(options: AnyOptions): Context {
  const { secrets, ...settings } = readSettings(options);
  const { now, origin, basePath, refreshInline, trustedProxies, timeout, userIds } = settings;
  const emit = createEmit(options.onEvent, now, userIds.parse);
  const store = options.store ?? null;
  if (store) checkStore(store);
  const joins = store !== null && hasUserJoin(store);
  const feed = store && hasRevocationFeed(store) ? store : null;
  const log = store && hasActivityLog(store) ? store : null;
  const onStoreFailure = (error: SessionStoreError): void =>
    emit("session.store_failed", { error });
  const denylist = sharedDenylist();
  const accessCodec = options.accessKeys
    ? createAsymmetricCodec(options.accessKeys, "at+jwt")
    : createHmacCodec(deriveKeys(secrets, "access"), "at+jwt");
  const specsOf = createCookiePolicy(options.cookies ?? {}, {
    origin,
    allowInsecure: options.allowInsecureOrigin !== undefined,
    hasAllowedOrigins: settings.allowedOrigins.isGiven,
    sessionPath: refreshInline ? "/" : basePath,
  });
  const macsFor = (purpose: Purpose) => deriveKeys(secrets, purpose).all.map(({ mac }) => mac);
  return {
    ...settings,
    emit,
    backend: createBackend(store, settings, secrets),
    store,
    log,
    loadUser: (options.loadUser as LoadUser | undefined) ?? null,
    clientInfo: createClientInfo({ ...settings.stored, trustedProxies }),
    recordActivity: createActivityRecorder(log, now, timeout, onStoreFailure),
    claims: readClaims(options, joins),
    endOfCredentials: readCredentialsChanged(options, joins),
    initialData: (user) => plainObject(options.data?.(user) ?? {}, "data"),
    publicUser: options.publicUser ?? null,
    lifetime: readLifetime(options, userIds),
    guestLifetime: readGuestLifetime(options),
    access: settings.mode === "database" ? null : createAccessTokens(accessCodec, settings),
    accessCodec,
    asymmetric: options.accessKeys ? (accessCodec as AsymmetricCodec) : null,
    forwardedMacs: macsFor("forwarded"),
    adoptionMacs: macsFor("adoption"),
    cookieSpecs: (request) => specsOf(() => request && requestHost(request, trustedProxies)),
    denylist,
    feed,
    revocations: readerOf(feed, denylist, settings, onStoreFailure),
    progress: sessionProgress(),
    conditions: new WeakMap(),
    emitted: new WeakMap(),
    device: settings.deviceBound ? createDeviceTokens(deriveKeys(secrets, "device")) : null,
    boundSessions: new WeakSet(),
    users: new WeakMap(),
    deadlineOf: createRequestDeadlines(timeout),
    logPatienceOf: createRequestDeadlines(LOG_PATIENCE),
    onStoreFailure,
  };
}

function createBackend(
  store: SessionStore | null,
  settings: Omit<Settings, "secrets">,
  secrets: readonly string[],
): Backend {
  const { mode, cache } = settings;
  const keys = deriveKeys(secrets, "session");
  return store
    ? createStored(createSessionTokens(keys, mode === "database" && cache))
    : createStateless(createHmacCodec(keys, "rt+jwt"), settings);
}

function readerOf(
  feed: (SessionStore & RevocationFeed) | null,
  denylist: Denylist,
  { revocation, timeout }: Pick<Settings, "revocation" | "timeout">,
  onStoreFailure: (error: SessionStoreError) => void,
): RevocationReader | null {
  if (!feed) return null;
  const reader = createRevocationReader(feed, denylist, revocation, (read) =>
    withTimeout("store.readRevocations", createDeadline(timeout), read, onStoreFailure),
  );
  if (hasRevocationBell(feed)) feed.onRevocation(reader.poke);
  return reader;
}
