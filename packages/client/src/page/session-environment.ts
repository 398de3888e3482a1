/** The page that a client lives in. A native app or a test brings its own. */
export interface SessionEnvironment {
  /** A hidden page asks nothing by itself. */
  readonly isVisible: () => boolean;
  /** Whether somebody is there: a session is not renewed for a page that is only left open. */
  readonly isAttended: () => boolean;
  /** Passes on what `PageEvent` names until the returned function is called. */
  readonly watch: (listener: (event: PageEvent) => void) => () => void;
  /** `navigator.locks`; undefined where there is none, as on a plain-http address. */
  readonly locks: () => SessionLocks | undefined;
  /** A line to the other tabs of this origin; undefined where there is none. */
  readonly openChannel: (
    name: string,
    hear: (message: unknown) => void,
  ) => SessionChannel | undefined;
}

export interface PageEvent {
  /** `online` tries again at once what had failed; with any other type the client only looks whether something is due. */
  readonly type: "visibilitychange" | "online" | "pageshow" | (string & {});
  /** The page was kept while its user was away, and is back as it was. */
  readonly persisted?: boolean | undefined;
}

export type SessionLocks = Pick<LockManager, "request">;

export type SessionChannel = Pick<BroadcastChannel, "postMessage" | "close">;
