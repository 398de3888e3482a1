import type { ActivityLog, SessionStore } from "@sessionkit/core";

export interface RedisStoreOptions {
  /** What the names of all keys begin with. `"sessionkit:"` */
  readonly prefix?: string;
  /** Also keep a log of what a user's sessions did. False. */
  readonly activity?: boolean;
  /** Ask the server once, by `INFO`, whether it would evict sessions. True. */
  readonly checkPolicy?: boolean;
  /** Told that the server would. `process.emitWarning` */
  readonly onWarning?: (message: string) => void;
}

/** Keeps a log only where it was asked to. */
export type RedisStore<Options extends RedisStoreOptions> = SessionStore &
  (Options extends { readonly activity: true } ? ActivityLog : unknown);
