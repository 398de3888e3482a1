import { isBusy, type LibsqlClient, type LibsqlTransaction } from "./libsql-client.ts";

/** Runs the calls of a client one at a time, and replaces a connection on which a call failed with `SQLITE_BUSY`. */
export interface ExclusiveCalls {
  /** Replaces the connection if needed, then makes the call. */
  readonly run: <Result>(call: () => Promise<Result>) => Promise<Result>;
  readonly transactionStarted: (transaction: LibsqlTransaction) => void;
  /** @param wasBusy whether a call failed on its connection, which the client may use again */
  readonly transactionEnded: (transaction: LibsqlTransaction, wasBusy: boolean) => void;
}

/** @param begin the original method `client.transaction` */
export function createExclusiveCalls(
  client: LibsqlClient,
  begin: LibsqlClient["transaction"],
): ExclusiveCalls {
  let last: Promise<unknown> = Promise.resolve();
  let needsReplacement = false;
  const open = new Set<LibsqlTransaction>();
  const placeholders: LibsqlTransaction[] = [];

  async function replaceIfNeeded(): Promise<void> {
    if (client.closed) return;
    if (open.size === 0 && (needsReplacement || placeholders.length > 0)) {
      for (const transaction of placeholders.splice(0)) transaction.close();
      await client.reconnect();
    } else if (needsReplacement) {
      // `reconnect` would end the application's open transactions. A new transaction takes the connection that was used
      // last out of the pool. It stays unused until the connections can be replaced.
      placeholders.push(await begin("deferred"));
    }
    needsReplacement = false;
  }

  return {
    run(call) {
      const result = last.then(replaceIfNeeded).then(call);
      last = result.catch((error: unknown) => {
        needsReplacement ||= isBusy(error);
      });
      return result;
    },
    transactionStarted: (transaction) => open.add(transaction),
    transactionEnded(transaction, wasBusy) {
      open.delete(transaction);
      needsReplacement ||= wasBusy;
    },
  };
}
