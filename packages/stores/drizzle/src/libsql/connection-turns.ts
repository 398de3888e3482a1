import { isBusy, type LibsqlClient, type LibsqlTransaction } from "./libsql-client.ts";

/** Runs the calls of one client, so that none uses a connection that has met a lock. */
export interface ConnectionTurns {
  /** Replaces a spoiled connection, then makes the call. Calls are made one after the other. */
  readonly run: <Answer>(call: () => Promise<Answer>) => Promise<Answer>;
  readonly opened: (transaction: LibsqlTransaction) => void;
  /** @param spoiled whether its connection, which the client may use again, has met a lock */
  readonly ended: (transaction: LibsqlTransaction, spoiled: boolean) => void;
}

/** @param begin `client.transaction` as it was before it was replaced */
export function createConnectionTurns(
  client: LibsqlClient,
  begin: LibsqlClient["transaction"],
): ConnectionTurns {
  let last: Promise<unknown> = Promise.resolve();
  let isSpoiled = false;
  const open = new Set<LibsqlTransaction>();
  const setAside: LibsqlTransaction[] = [];

  async function replace(): Promise<void> {
    if (client.closed) return;
    if (open.size === 0 && (isSpoiled || setAside.length > 0)) {
      for (const transaction of setAside.splice(0)) transaction.close();
      await client.reconnect();
    } else if (isSpoiled) {
      // To reconnect now would end the open transactions of the application. A transaction that is never used takes
      // the connection that was used last, which is the spoiled one, out of the client's pool.
      setAside.push(await begin("deferred"));
    }
    isSpoiled = false;
  }

  return {
    run(call) {
      const turn = last.then(replace).then(call);
      last = turn.catch((error: unknown) => {
        isSpoiled ||= isBusy(error);
      });
      return turn;
    },
    opened: (transaction) => open.add(transaction),
    ended(transaction, spoiled) {
      open.delete(transaction);
      isSpoiled ||= spoiled;
    },
  };
}
