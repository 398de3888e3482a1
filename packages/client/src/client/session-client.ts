import type {
  AnySessions,
  InferClaims,
  InferPublicUser,
  LogoutAnswer,
  SessionAnswer,
} from "@sessionkit/core";
import type { SessionEnvironment } from "../page/session-environment.ts";
import type { SessionState } from "../state/session-state.ts";

/** The claims of `T`, which is the type of the server's sessions or of the claims themselves. */
export type ClaimsIn<T extends object> = T extends AnySessions ? InferClaims<T> : T;

/** The public user of `T` if that is the type of the server's sessions, else a user with an id. */
export type UserIn<T extends object> = T extends AnySessions
  ? InferPublicUser<T>
  : { readonly id: string };

/** A session answer that was received another way than by a request of the client, such as with a server render. */
export type SessionSeed<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
> =
  | SessionAnswer<Claims, User>
  | PromiseLike<SessionAnswer<Claims, User> | null | undefined>
  | null
  | undefined;

export interface SessionClientOptions<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
> {
  /** The path of the endpoints on this origin, or their URL on another one. Default: `/api/auth`. */
  readonly basePath?: string | undefined;
  /**
   * For endpoints on another host than the page: sends cookies to them, also with `sessionFetch`. The server needs `cors` and
   * the page's origin in `allowedOrigins`. Without it, a page whose endpoints are on another origin throws.
   */
  readonly credentials?: "include" | undefined;
  /** The answer that the server rendered with, or a promise of it. The client then sends no request when it starts. */
  readonly initial?: SessionSeed<Claims, User>;
  /**
   * True: the client has the end of the session, and changed claims, from the server within a second, by an event stream
   * that one tab of the browser holds. What arrives is a hint: the client checks with the server. Default: false.
   */
  readonly live?: boolean | undefined;
  readonly fetch?: typeof fetch | undefined;
  /**
   * Called after a sign-in, a sign-out or a change of session, in this tab or another, and for the first answer
   * (`previous.status` is `loading`). Not called after a refresh.
   */
  readonly onSessionChange?:
    | ((previous: SessionState<Claims, User>, next: SessionState<Claims, User>) => void)
    | undefined;
  /** Replaces members of the browser's environment, for native applications and tests. */
  readonly environment?: Partial<SessionEnvironment> | undefined;
}

/** The session of a browser, refreshed in time and synchronised between tabs. Its members may be destructured. */
export interface SessionClient<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
> {
  /** The path or URL of the endpoints. */
  readonly basePath: string;
  /**
   * The server's clock in milliseconds since the epoch, derived from its last answer and independent of this machine's
   * clock. Compare `session.expiresAt` with it.
   */
  readonly now: () => number;
  /** Returns the same object until the state changes. */
  readonly getSnapshot: () => SessionState<Claims, User>;
  /** Returns the state of `initial`, at any time: a browser hydrates with the state that the server rendered with. */
  readonly getInitialSnapshot: () => SessionState<Claims, User>;
  /** Calls the listener after each change. Returns a function that unsubscribes. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Fetches the session unless there is a seed, and refreshes it from then on. May be called again after `dispose`. */
  readonly start: () => void;
  /** Removes timers and listeners. The state is kept. */
  readonly dispose: () => void;
  /** Accepts an answer that was received another way, if it is newer by the server's time. */
  readonly seed: (seed: SessionSeed<Claims, User>) => void;
  /**
   * Requests the session. Never rejects: the state's `error` is set if it fails. Concurrent calls share a request; calls
   * during a request share the next one, so that the answer is never older than the call. Call it after a sign-in that
   * does not load a new page.
   */
  readonly check: () => Promise<SessionState<Claims, User>>;
  /** Refreshes the credential and the claims. Never rejects. Runs in one tab at a time. */
  readonly refresh: () => Promise<SessionState<Claims, User>>;
  /**
   * Ends this session, the user's other sessions, or all. Resolves when the server has confirmed it. Rejects with
   * `SessionRequestError` otherwise; the session may then still be active.
   */
  readonly signOut: (options?: SignOutOptions) => Promise<LogoutAnswer>;
  /** `fetch` that refreshes the credential and repeats a request to this origin once if it is answered `session_required`. */
  readonly sessionFetch: typeof fetch;
}

export interface SignOutOptions {
  /** Default: `current`. */
  readonly scope?: "current" | "others" | "all" | undefined;
}
