import { type ConnectionTurns, createConnectionTurns } from "./connection-turns.ts";
import { isBusy, isLocalLibsql, type LibsqlTransaction } from "./libsql-client.ts";

/**
 * Makes a libsql client for a file replace each connection that has met a lock (`SQLITE_BUSY`) before anything else
 * uses it. The driver never resets the statement that failed, so SQLite counts it as running: later writes of the
 * connection are answered and never committed, and keep the lock from everybody else.
 *
 * Changes the client itself, since a write of the application that meets a lock would spoil the connection for the
 * store as well. Does nothing with other clients, or with one that was changed already.
 */
export function replaceBusyConnections(client: unknown): void {
  if (!isLocalLibsql(client) || changed.has(client)) return;
  changed.add(client);
  const begin = client.transaction.bind(client);
  const turns = createConnectionTurns(client, begin);
  for (const name of ["execute", "batch", "migrate", "executeMultiple"] as const) {
    const method = client[name].bind(client);
    replaceMethod(client, name, (...args: never[]) => turns.run(() => method(...args)));
  }
  replaceMethod(client, "transaction", (mode?: string) =>
    turns.run(async () => {
      const transaction = await begin(mode);
      watch(transaction, turns);
      return transaction;
    }),
  );
}

const changed = new WeakSet<object>();

/** A transaction keeps its connection to itself, and may give it back to the client when it ends. */
function watch(transaction: LibsqlTransaction, turns: ConnectionTurns): void {
  let hasMetLock = false;
  turns.opened(transaction);
  for (const name of ["execute", "batch", "executeMultiple"] as const) {
    const method = transaction[name].bind(transaction);
    replaceMethod(transaction, name, async (...args: never[]) => {
      try {
        return await method(...args);
      } catch (error) {
        hasMetLock ||= isBusy(error);
        throw error;
      }
    });
  }
  for (const name of ["commit", "rollback"] as const) {
    const method = transaction[name].bind(transaction);
    replaceMethod(transaction, name, () =>
      turns.run(async () => {
        try {
          await method();
        } finally {
          if (transaction.closed) turns.ended(transaction, hasMetLock);
        }
      }),
    );
  }
  const close = transaction.close.bind(transaction);
  const end = () => {
    close();
    turns.ended(transaction, hasMetLock);
  };
  replaceMethod(transaction, "close", () => {
    // In turn, so that no call in flight gives a connection back between the spoiled one and its replacement.
    if (hasMetLock) void turns.run(async () => end());
    else end();
  });
}

function replaceMethod<Subject extends object>(
  subject: Subject,
  name: keyof Subject,
  value: unknown,
): void {
  Object.defineProperty(subject, name, { value, configurable: true, writable: true });
}
