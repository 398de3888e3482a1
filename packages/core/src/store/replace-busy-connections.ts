/** The members of a transaction of `@libsql/client` that have types here. */
interface LibsqlTransaction {
  readonly closed: boolean;
  close(): void;
}

/** The members of a client of `@libsql/client` that have types here. */
interface LibsqlClient {
  readonly closed: boolean;
  transaction(mode: "deferred"): Promise<LibsqlTransaction>;
  reconnect(): unknown;
}

/** The methods of a client and of a transaction that send statements. */
const CALLS = ["execute", "batch", "executeMultiple"];

/**
 * Makes a client of `@libsql/client` for a file replace a connection on which a call failed with `SQLITE_BUSY`, before the next call.
 * The driver does not reset the failed statement, so SQLite treats it as running: later writes on that connection resolve,
 * but are never committed, and block the writes of other connections.
 *
 * Changes the client itself, because calls of the application use the same connections, and returns it. Idempotent. Does not
 * change other clients.
 */
export function replaceBusyConnections<Client>(client: Client): Client {
  if (!isLocalLibsql(client) || changed.has(client)) return client;
  changed.add(client);
  const calls = new ExclusiveCalls(client);
  wrapMethods(client, [...CALLS, "migrate"], (call: Call) => calls.run(call));
  wrapMethods(client, ["transaction"], (begin: () => Promise<LibsqlTransaction>) =>
    calls.run(async () => watchTransaction(await begin(), calls)),
  );
  return client;
}

type Call = () => Promise<unknown>;

const changed = new WeakSet<object>();

/** Whether the value is a client of `@libsql/client` for a file, which has a pool of SQLite connections. */
function isLocalLibsql<Client>(client: Client): client is Client & LibsqlClient {
  const names = [...CALLS, "migrate", "transaction", "reconnect"];
  const isMethod = (name: string) => typeof Reflect.get(Object(client), name) === "function";
  return Reflect.get(Object(client), "protocol") === "file" && names.every(isMethod);
}

/** Whether SQLite failed because another connection holds a lock: `SQLITE_BUSY` or one of its extended codes. */
function isBusy(error: unknown): boolean {
  const { code, rawCode } = error as { code?: unknown; rawCode?: unknown };
  return code === "SQLITE_BUSY" || (typeof rawCode === "number" && (rawCode & 0xff) === 5);
}

/** @param change receives each call of the original method, with its arguments */
function wrapMethods<Result>(
  subject: object,
  names: readonly string[],
  change: (call: () => Result) => unknown,
): void {
  for (const name of names) {
    const method: (...args: unknown[]) => Result = Reflect.get(subject, name);
    const value = (...args: unknown[]) => change(() => method.apply(subject, args));
    Object.defineProperty(subject, name, { value, configurable: true, writable: true });
  }
}

/** Runs the calls of a client one at a time, and replaces a connection on which a call failed with `SQLITE_BUSY`. */
class ExclusiveCalls {
  readonly #client: LibsqlClient;
  readonly #begin: LibsqlClient["transaction"];
  readonly #placeholders: LibsqlTransaction[] = [];
  #last: Promise<unknown> = Promise.resolve();
  /** Whether a connection that the client may use again failed with `SQLITE_BUSY`. */
  needsReplacement = false;
  readonly openTransactions: Set<LibsqlTransaction> = new Set();

  constructor(client: LibsqlClient) {
    this.#client = client;
    this.#begin = client.transaction.bind(client);
  }

  /** Replaces the connection if needed, then makes the call. */
  run<Result>(call: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(() => this.#replaceIfNeeded()).then(call);
    this.#last = result.catch((error: unknown) => {
      this.needsReplacement ||= isBusy(error);
    });
    return result;
  }

  async #replaceIfNeeded(): Promise<void> {
    if (this.#client.closed) return;
    const isPending = this.needsReplacement || this.#placeholders.length > 0;
    if (isPending && this.openTransactions.size === 0) {
      for (const transaction of this.#placeholders.splice(0)) transaction.close();
      await this.#client.reconnect();
    } else if (this.needsReplacement) {
      // `reconnect` would end the application's open transactions. A new transaction takes the connection that was used
      // last out of the pool. It stays unused until the connections can be replaced.
      this.#placeholders.push(await this.#begin("deferred"));
    }
    this.needsReplacement = false;
  }
}

/** A transaction has a separate connection, which the client may use again after the transaction ended. */
function watchTransaction(transaction: LibsqlTransaction, calls: ExclusiveCalls) {
  let wasBusy = false;
  calls.openTransactions.add(transaction);
  const end = () => {
    calls.openTransactions.delete(transaction);
    calls.needsReplacement ||= wasBusy;
  };
  wrapMethods(transaction, CALLS, (call: Call) =>
    call().catch((error: unknown) => {
      wasBusy ||= isBusy(error);
      throw error;
    }),
  );
  wrapMethods(transaction, ["commit", "rollback"], (call: Call) =>
    calls.run(() => call().finally(() => transaction.closed && end())),
  );
  wrapMethods(transaction, ["close"], (close) => {
    const closeAndEnd = () => {
      close();
      end();
    };
    // Exclusive: otherwise a concurrent call could use the returned connection before it is replaced.
    if (wasBusy) void calls.run(async () => closeAndEnd());
    else closeAndEnd();
  });
  return transaction;
}
