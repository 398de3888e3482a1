import { replaceBusyConnections } from "@sessionkit/core/store";

/** Prisma's libsql adapter, as `new PrismaClient({ adapter })` takes it. It creates its client at the first query. */
export interface DriverAdapter {
  readonly createClient: (...args: never[]) => unknown;
}

/**
 * Makes Prisma's libsql adapter replace a connection on which a call failed with `SQLITE_BUSY`, before the next call. The
 * driver does not reset the failed statement, so SQLite treats it as running: later writes on that connection resolve, but
 * are never committed, and block the writes of other connections.
 *
 * Changes the adapter and returns it. Idempotent. Calls run one at a time and wait for an open transaction, as with the
 * unchanged adapter.
 *
 * @example
 * const adapter = reconnectOnBusy(new PrismaLibSql({ url: "file:./app.db" }));
 * const prisma = new PrismaClient({ adapter });
 */
export function reconnectOnBusy<Adapter extends DriverAdapter>(adapter: Adapter): Adapter {
  if (isReconnecting(adapter)) return adapter;
  const createClient = adapter.createClient.bind(adapter);
  return Object.defineProperties(adapter, {
    createClient: { value: (...args: never[]) => replaceBusyConnections(createClient(...args)) },
    [RECONNECTS]: { value: true },
  });
}

export function isReconnecting(adapter: object): boolean {
  return Reflect.get(adapter, RECONNECTS) === true;
}

/** A registered symbol: an application may have two copies of this package. */
const RECONNECTS = Symbol.for("@sessionkit/prisma/reconnects");
