import { type AdapterTransaction, type ConnectedAdapter, isBusy } from "./driver-adapter.ts";
import { createTurns } from "./turns.ts";

/** The same connection, which is replaced by what `connect` returns before the first call after it has met a lock. */
export function reconnectingAdapter(
  first: ConnectedAdapter,
  connect: () => Promise<ConnectedAdapter>,
): ConnectedAdapter {
  let current = first;
  let isSpoiled = false;
  let isDisposed = false;
  const takeTurn = createTurns();

  async function replace(): Promise<void> {
    if (!isSpoiled || isDisposed) return;
    await current.dispose();
    current = await connect();
    isSpoiled = false;
  }

  /** Marks the connection if the call meets a lock. */
  async function attempt<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    try {
      return await call();
    } catch (error) {
      isSpoiled ||= isBusy(error);
      throw error;
    }
  }

  async function inTurn(name: "queryRaw" | "executeRaw" | "executeScript", args: never[]) {
    const endTurn = await takeTurn();
    return attempt(async () => {
      await replace();
      return current[name](...args);
    }).finally(endTurn);
  }

  /** A transaction uses the connection until it ends, and so does its turn. */
  async function startTransaction(...args: never[]): Promise<AdapterTransaction> {
    const endTurn = await takeTurn();
    try {
      const transaction = await attempt(async () => {
        await replace();
        return current.startTransaction(...args);
      });
      return watch(transaction, endTurn);
    } catch (error) {
      endTurn();
      throw error;
    }
  }

  function watch(transaction: AdapterTransaction, endTurn: () => void): AdapterTransaction {
    const { queryRaw, executeRaw, commit, rollback } = transaction;
    return Object.assign(transaction, {
      queryRaw: (...args: never[]) => attempt(() => queryRaw.apply(transaction, args)),
      executeRaw: (...args: never[]) => attempt(() => executeRaw.apply(transaction, args)),
      commit: () => attempt(() => commit.call(transaction)).finally(endTurn),
      rollback: () => attempt(() => rollback.call(transaction)).finally(endTurn),
    });
  }

  return {
    provider: first.provider,
    adapterName: first.adapterName,
    queryRaw: (...args) => inTurn("queryRaw", args),
    executeRaw: (...args) => inTurn("executeRaw", args),
    executeScript: (...args) => inTurn("executeScript", args),
    startTransaction,
    ...(first.getConnectionInfo && { getConnectionInfo: () => first.getConnectionInfo?.() }),
    async dispose() {
      isDisposed = true;
      await current.dispose();
    },
  };
}
