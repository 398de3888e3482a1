/** What a client uses of the page that it runs in. Native applications and tests replace it. */
export interface SessionEnvironment {
  /** A client sends no request of its own accord while this is false. */
  readonly isVisible: () => boolean;
  /** The session is refreshed only while this is true. */
  readonly isUserActive: () => boolean;
  /** Passes `PageEvent`s to the listener until the returned function is called. */
  readonly watch: (listener: (event: PageEvent) => void) => () => void;
  /** `navigator.locks`; undefined if there is none, as on a plain-http address. */
  readonly locks: () => SessionLocks | undefined;
  /** Opens a channel to the other tabs of this origin; undefined if there is none. */
  readonly openChannel: (
    name: string,
    onMessage: (message: unknown) => void,
  ) => SessionChannel | undefined;
  /**
   * Opens the event stream of the session at a URL, for the option `live`. Passes the type of each event to the listener
   * until the returned function is called.
   */
  readonly openEvents: (url: string, listener: (type: string) => void) => () => void;
}

export interface PageEvent {
  /**
   * After `online`, a failed request is repeated at once. After `pagehide`, the event stream is closed. After any other type,
   * the client checks whether a request is due.
   */
  readonly type: "visibilitychange" | "online" | "pageshow" | "pagehide" | (string & {});
  /** True if the page was restored from the back-forward cache. */
  readonly persisted?: boolean | undefined;
}

export type SessionLocks = Pick<LockManager, "request">;

export type SessionChannel = Pick<BroadcastChannel, "postMessage" | "close">;
