import { createExclusiveCalls, type ExclusiveCalls } from "./exclusive-calls.ts";
import { isBusy, isLocalLibsql, type LibsqlTransaction } from "./libsql-client.ts";

/**
 * Makes a libsql client for a file replace a connection on which a call failed with `SQLITE_BUSY`, before the next call.
 * The driver does not reset the failed statement, so SQLite treats it as running: later writes on that connection resolve,
 * but are never committed, and block the writes of other connections.
 *
 * Changes the client itself, because calls of the application use the same connections. Idempotent. Ignores other clients.
 */
export function replaceBusyConnections(client: unknown): void {
  if (!isLocalLibsql(client) || changed.has(client)) return;
  changed.add(client);
  const begin = client.transaction.bind(client);
  const calls = createExclusiveCalls(client, begin);
  for (const name of ["execute", "batch", "migrate", "executeMultiple"] as const) {
    const method = client[name].bind(client);
    replaceMethod(client, name, (...args: never[]) => calls.run(() => method(...args)));
  }
  replaceMethod(client, "transaction", (mode?: string) =>
    calls.run(async () => {
      const transaction = await begin(mode);
      watchTransaction(transaction, calls);
      return transaction;
    }),
  );
}

const changed = new WeakSet<object>();

/** A transaction has a separate connection, which the client may use again after the transaction ended. */
function watchTransaction(transaction: LibsqlTransaction, calls: ExclusiveCalls): void {
  let wasBusy = false;
  calls.transactionStarted(transaction);
  for (const name of ["execute", "batch", "executeMultiple"] as const) {
    const method = transaction[name].bind(transaction);
    replaceMethod(transaction, name, async (...args: never[]) => {
      try {
        return await method(...args);
      } catch (error) {
        wasBusy ||= isBusy(error);
        throw error;
      }
    });
  }
  for (const name of ["commit", "rollback"] as const) {
    const method = transaction[name].bind(transaction);
    replaceMethod(transaction, name, () =>
      calls.run(async () => {
        try {
          await method();
        } finally {
          if (transaction.closed) calls.transactionEnded(transaction, wasBusy);
        }
      }),
    );
  }
  const close = transaction.close.bind(transaction);
  const end = () => {
    close();
    calls.transactionEnded(transaction, wasBusy);
  };
  replaceMethod(transaction, "close", () => {
    // Exclusive: otherwise a concurrent call could use the returned connection before it is replaced.
    if (wasBusy) void calls.run(async () => end());
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
