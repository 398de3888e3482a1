import type {
  AnySessions,
  InferClaims,
  InferPublicUser,
  LogoutAnswer,
  SessionAnswer,
} from "@sessionkit/core";
import type { SessionEnvironment } from "../page/session-environment.ts";
import type { SessionState } from "../state/session-state.ts";

/** The claims of `T`: the type of the server's sessions, or of the claims themselves. */
export type ClaimsIn<T extends object> = T extends AnySessions ? InferClaims<T> : T;

/** The public user of `T`, where that is the type of the server's sessions; else only the id is known. */
export type UserIn<T extends object> = T extends AnySessions
  ? InferPublicUser<T>
  : { readonly id: string };

/** An answer that came another way than by asking, such as with a server render. */
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
  /** Where the endpoints are: a path of this origin, or for a native app an address. `/api/auth` without it. */
  readonly basePath?: string | undefined;
  /** What the server said while it rendered. Then nothing is fetched at the start. */
  readonly initial?: SessionSeed<Claims, User>;
  readonly fetch?: typeof fetch | undefined;
  /**
   * Called when somebody signs in or out or another session takes the place of this one, in this tab or another, and
   * when the first answer comes (`previous.status` is `loading`). Not called for a refresh.
   */
  readonly onSessionChange?:
    | ((previous: SessionState<Claims, User>, next: SessionState<Claims, User>) => void)
    | undefined;
  /** Replaces parts of the page that the client lives in, for native apps and tests. */
  readonly environment?: Partial<SessionEnvironment> | undefined;
}

/** The session of a browser, kept up to date and the same in every tab. Its members can be taken apart. */
export interface SessionClient<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
> {
  /** Where the endpoints are. */
  readonly basePath: string;
  /**
   * The server's clock, in milliseconds since the epoch, as its last answer told it and however this machine's is set:
   * what `session.expiresAt` is to be compared with.
   */
  readonly now: () => number;
  /** The same object until something changes. */
  readonly getSnapshot: () => SessionState<Claims, User>;
  /** What `initial` said, for ever: what a server rendered and a browser has to start from. */
  readonly getInitialSnapshot: () => SessionState<Claims, User>;
  /** Returns what ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Starts to keep the session fresh, and fetches it if there is no seed. Can be started again after `dispose`. */
  readonly start: () => void;
  /** Stops timers and listening; the state stays as it is. */
  readonly dispose: () => void;
  /** Takes an answer that came another way. One that is not newer, by the server's time, changes nothing. */
  readonly seed: (seed: SessionSeed<Claims, User>) => void;
  /**
   * Asks who is signed in. Never rejects: a failure is in the state's `error`. Calls of one moment share a request, and
   * all calls during a request share the one that follows it, so the answer is never older than the call. This is
   * what to call after a sign-in that did not load a new page.
   */
  readonly check: () => Promise<SessionState<Claims, User>>;
  /** Renews the credential, and with it the claims. Never rejects. One at a time, across all tabs. */
  readonly refresh: () => Promise<SessionState<Claims, User>>;
  /**
   * Ends this session, the user's others, or all. Resolves when the server has answered, and rejects with
   * `SessionRequestError` when it could not: then nobody is signed out.
   */
  readonly signOut: (options?: SignOutOptions) => Promise<LogoutAnswer>;
  /** `fetch`, and one more time with a renewed credential where the answer to one of this origin is `session_required`. */
  readonly sessionFetch: typeof fetch;
}

export interface SignOutOptions {
  /** `current` without it. */
  readonly scope?: "current" | "others" | "all" | undefined;
}
