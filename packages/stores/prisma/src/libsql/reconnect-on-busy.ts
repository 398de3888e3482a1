import type { DriverAdapter } from "./driver-adapter.ts";
import { reconnectingConnection } from "./reconnecting-connection.ts";

/**
 * Makes Prisma's libsql adapter open a new connection after a call failed with `SQLITE_BUSY`, before the next call. The
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
  const connect = adapter.connect.bind(adapter);
  return Object.defineProperties(adapter, {
    connect: { value: async () => reconnectingConnection(await connect(), connect) },
    [RECONNECTS]: { value: true },
  });
}

export function isReconnecting(adapter: object): boolean {
  return Reflect.get(adapter, RECONNECTS) === true;
}

/** A registered symbol: an application may have two copies of this package. */
const RECONNECTS = Symbol.for("@sessionkit/prisma/reconnects");
