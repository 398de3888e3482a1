type Method = (...args: never[]) => Promise<unknown>;

/** The members of a driver adapter's transaction that this package uses. */
export interface AdapterTransaction {
  readonly queryRaw: Method;
  readonly executeRaw: Method;
  readonly commit: () => Promise<void>;
  readonly rollback: () => Promise<void>;
}

/** A connection of a driver adapter, by its public interface. */
export interface ConnectedAdapter {
  readonly provider: string;
  readonly adapterName: string;
  readonly queryRaw: Method;
  readonly executeRaw: Method;
  readonly executeScript: Method;
  readonly startTransaction: (...args: never[]) => Promise<AdapterTransaction>;
  readonly getConnectionInfo?: (() => unknown) | undefined;
  readonly dispose: () => Promise<void>;
}

/** A driver adapter, as `new PrismaClient({ adapter })` takes it. It connects at the first query. */
export interface DriverAdapter {
  readonly adapterName: string;
  readonly connect: () => Promise<ConnectedAdapter>;
}

/** Whether SQLite failed because another connection holds a lock: `SQLITE_BUSY` or one of its extended codes. */
export function isBusy(error: unknown): boolean {
  const { rawCode, cause } = error as { rawCode?: unknown; cause?: { originalCode?: unknown } };
  const code = Number(rawCode ?? cause?.originalCode);
  return (code & 0xff) === 5;
}
