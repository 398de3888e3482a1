type Method = (...args: never[]) => Promise<unknown>;

/** The members of a transaction of `@libsql/client` that this package uses. */
export interface LibsqlTransaction {
  readonly closed: boolean;
  readonly execute: Method;
  readonly batch: Method;
  readonly executeMultiple: Method;
  readonly commit: () => Promise<void>;
  readonly rollback: () => Promise<void>;
  readonly close: () => void;
}

/** The members of a client of `@libsql/client` that this package uses. */
export interface LibsqlClient {
  readonly closed: boolean;
  readonly execute: Method;
  readonly batch: Method;
  readonly migrate: Method;
  readonly executeMultiple: Method;
  readonly transaction: (mode?: string) => Promise<LibsqlTransaction>;
  readonly reconnect: () => unknown;
}

const METHODS = ["execute", "batch", "migrate", "executeMultiple", "transaction", "reconnect"];

/** Whether the value is a client of `@libsql/client` for a file, which has a pool of SQLite connections. */
export function isLocalLibsql(client: unknown): client is LibsqlClient {
  if (typeof client !== "object" || client === null) return false;
  if (Reflect.get(client, "protocol") !== "file") return false;
  return METHODS.every((name) => typeof Reflect.get(client, name) === "function");
}

/** Whether SQLite failed because another connection holds a lock: `SQLITE_BUSY` or one of its extended codes. */
export function isBusy(error: unknown): boolean {
  const { code, rawCode } = error as { code?: unknown; rawCode?: unknown };
  return code === "SQLITE_BUSY" || (typeof rawCode === "number" && (rawCode & 0xff) === 5);
}
