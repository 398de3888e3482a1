import { type AdapterTransaction, type ConnectedAdapter, isBusy } from "./driver-adapter.ts";

/** Wraps a connection. After a call failed with `SQLITE_BUSY`, the next call first replaces it with `connect()`. */
export function reconnectingConnection(
  first: ConnectedAdapter,
  connect: () => Promise<ConnectedAdapter>,
): ConnectedAdapter {
  let current = first;
  let needsReplacement = false;
  let isDisposed = false;
  const acquire = createMutex();

  async function replaceIfNeeded(): Promise<void> {
    if (!needsReplacement || isDisposed) return;
    await current.dispose();
    current = await connect();
    needsReplacement = false;
  }

  async function watch<Result>(call: () => Promise<Result>): Promise<Result> {
    try {
      return await call();
    } catch (error) {
      needsReplacement ||= isBusy(error);
      throw error;
    }
  }

  async function runExclusive(name: "queryRaw" | "executeRaw" | "executeScript", args: never[]) {
    const release = await acquire();
    return watch(async () => {
      await replaceIfNeeded();
      return current[name](...args);
    }).finally(release);
  }

  /** A transaction holds the mutex until it ends. */
  async function startTransaction(...args: never[]): Promise<AdapterTransaction> {
    const release = await acquire();
    try {
      const transaction = await watch(async () => {
        await replaceIfNeeded();
        return current.startTransaction(...args);
      });
      return watchTransaction(transaction, release);
    } catch (error) {
      release();
      throw error;
    }
  }

  function watchTransaction(transaction: AdapterTransaction, release: () => void) {
    const { queryRaw, executeRaw, commit, rollback } = transaction;
    return Object.assign(transaction, {
      queryRaw: (...args: never[]) => watch(() => queryRaw.apply(transaction, args)),
      executeRaw: (...args: never[]) => watch(() => executeRaw.apply(transaction, args)),
      commit: () => watch(() => commit.call(transaction)).finally(release),
      rollback: () => watch(() => rollback.call(transaction)).finally(release),
    });
  }

  return {
    provider: first.provider,
    adapterName: first.adapterName,
    queryRaw: (...args) => runExclusive("queryRaw", args),
    executeRaw: (...args) => runExclusive("executeRaw", args),
    executeScript: (...args) => runExclusive("executeScript", args),
    startTransaction,
    ...(first.getConnectionInfo && { getConnectionInfo: () => first.getConnectionInfo?.() }),
    async dispose() {
      isDisposed = true;
      await current.dispose();
    },
  };
}

/** Returns a function that resolves, in the order of the calls, to the function that releases the mutex. */
function createMutex(): () => Promise<() => void> {
  let last: Promise<void> = Promise.resolve();
  return async () => {
    const previous = last;
    let release: () => void = () => undefined;
    last = new Promise((resolve) => {
      release = resolve;
    });
    await previous;
    return release;
  };
}
