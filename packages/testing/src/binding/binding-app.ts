import type { LifetimeOptions, SessionEvent } from "@sessionkit/core";
import type { BindingLimit } from "./binding-limit.ts";

/** The options of an application, passed before it starts. Plain data, so that it can be sent to another process. */
export interface BindingSetup {
  readonly strategy: "jwt" | "database";
  readonly secret: string;
  readonly lifetime: LifetimeOptions;
  /** Only with strategy `database`. */
  readonly rotateEvery?: "10m" | undefined;
  readonly trustProxy: number;
  /** Only with strategy `jwt`: what `refresh` of `createSessions` is set to. */
  readonly refresh?: "endpoint" | undefined;
  /** The origin of the application, if a proxy with https is in front of it. */
  readonly origin?: string | undefined;
  /** `deviceBound` of `createSessions`. */
  readonly deviceBound?: "offer" | undefined;
  /** Whether the endpoints are mounted before the application's own parser of JSON bodies, or after it. */
  readonly endpoints: "before-parser" | "after-parser";
  /** Set where several instances run beside each other, over one store. */
  readonly shared?: SharedSetup | undefined;
}

/** An instance of an application that runs in several. */
interface SharedSetup {
  /** The URL of the store. */
  readonly store: string;
  /** Instances of different names share no memory, even in one process. */
  readonly instance: string;
  /** Milliseconds since the epoch: where the clock of each instance starts. */
  readonly now: number;
}

/** What a test tells a running application. */
export interface BindingOrders {
  /** Milliseconds by which its clock moves on. */
  readonly advance?: number | undefined;
  readonly store?: "up" | "down" | undefined;
  /** With `throw`, the function `claims` of the application throws a `TypeError`. */
  readonly claims?: "return" | "throw" | undefined;
  /** Lets the requests of `/held` continue. */
  readonly release?: boolean | undefined;
}

/** What happened since the application was last asked. */
export interface BindingReport {
  /** How many requests wait in `held()`. */
  readonly held: number;
  readonly events: readonly Pick<SessionEvent, "type" | "sessionId" | "userId">[];
  /** How often the store was asked for a session, or for those of a user. */
  readonly reads: number;
}

/**
 * An application that runs, under a loopback address over plain http, and has these routes of its own. JSON bodies in
 * and out, unless said otherwise; a refusal is an `application/problem+json` with `code` and `reason`.
 *
 * | route | does |
 * |---|---|
 * | `POST /sign-in` `{ user, remember?, authenticatedAt?, until? }` | `createSession`, with times as milliseconds → 200 `{ user, session }` (two ids); with `?transport=bearer` that transport, and also `tokens` |
 * | `POST /callback` `{ user }` | `createSession` for a sign-in that another site posts (`allowCrossSite`) → 200 `{ user, session }` |
 * | `GET`, `POST /who` | `getSession` → 200 `{ user, session, role, note }`, each null when signed out |
 * | `GET /caught` | `getSession` in a `try` → 200 `{ user }`, or 200 `{ status, code }` of the error |
 * | `GET /seed` | 200 with what `getSessionAnswer` gives: unauthenticated when signed out, null in an outage and where cookies may be withheld |
 * | `GET`, `POST /protected` | `requireSession()` → 200 `{ user }` |
 * | `GET /now` | `requireSession({ verify: "store" })` → 200 `{ user }` |
 * | `GET /fresh` | `requireSession({ fresh: "10m" })` → 200 `{ user }` |
 * | `GET /fresh-now` | `requireSession({ fresh: "10m", verify: "store" })` → 200 `{ user }` |
 * | `POST /step-up` | `renewSession({ authenticated: true })` → 200 `{ user, session }`; with `?transport=bearer` that transport, and also `tokens` |
 * | `GET /guest` | `getGuest` → 200 `{ note }`, null without a guest |
 * | `POST /guest` `{ note }` | `updateGuest({ note })` → 200 `{ note }`, 401 where a session may be withheld |
 * | `POST /guest-sign-in` `{ user }` | `createSession` with a `merge` that keeps the note of a guest and appends `!` → 200 `{ user, note }` |
 * | `POST /impersonate` `{ user }` | `impersonate(user, { reason: "A test" })` → 200 `{ user, actor }` (two user ids), read back by `getSession`; with `?transport=bearer` those of the returned session, and also `tokens` |
 * | `POST /end-impersonation` | `endImpersonation()`, also without a session → 200 `{ user, read }`: the users of the returned session and of that read back, null if there is none |
 * | `POST /note` `{ note }` | `updateSession({ note })` → 200 `{ note }`, read back by `getSession` |
 * | `POST /append` `{ text }` | `updateSession((data) => …)`, which appends to `note` → 200 `{ note }` |
 * | `GET /held` | `getSession`, then waits for `held()` → 200 `{ user }`, null when signed out |
 * | `POST /held` | `updateSession({ note: "held" })`, then waits for `held()` → 200 `{ note }` |
 * | `POST /sign-out?scope=` | `revokeSession({ scope })` → 200 `{ revoked, user }`, the user read back |
 * | `GET /throws`, `GET /rejects` | `getSession`, then throws at once, or rejects a turn later: the framework's 500 |
 * | `GET /streams` | `one\n`, `two\n`, `three\n` as text, a chunk each, with a turn between |
 * | `GET /events` | `text/event-stream`: `data: <user>\n\n` three times, a turn between, then the end |
 * | `GET /watch` | `watchSession`, then `watching\n` as text and, once its signal is aborted, the reason |
 * | `GET /compressed` | 20,000 times `a` as text, gzipped if the request accepts it |
 * | `GET /redirects` | 303 to `/who` |
 * | `GET /own-cookies` | 200 `{}`, having set `theme=dark; Path=/` and `seen=1; Path=/` in place of what was set before |
 * | `GET /late` | sends `started\n`, then `updateSession({ note: "late" })`; the text ends with the error's `code`, or `no error` |
 * | `POST /echo` | the body, as the JSON parser gave it |
 * | `POST /echo-text` | the body as text, read by the handler itself |
 *
 * Its users: every id that does not begin with "nobody". An id that begins with `admin` has the role `admin`, others `member`.
 * What a verb throws is answered by its `status`: 401, 403, and 503 with `Retry-After` in an outage.
 *
 * The endpoints are at `/api/auth`. With `deviceBound`, `requireSession()` guards all paths under `/api/auth/bound`, if the
 * framework can mount a guard in front of the endpoints. With `createBindingWorld(setup)` most of that is there.
 */
export interface BindingApp {
  /** `http://127.0.0.1:3000` */
  readonly origin: string;
  control(orders?: BindingOrders): Promise<BindingReport>;
  /** Everything it has written so far, to wherever it writes. */
  output(): string;
  close(): Promise<void>;
}

export interface BindingContractOptions {
  readonly cannot?: readonly BindingLimit[] | undefined;
}

/** Makes an application as `BindingApp` describes it, in this process or in another one. */
export type CreateBindingApp = (setup: BindingSetup) => BindingApp | Promise<BindingApp>;
