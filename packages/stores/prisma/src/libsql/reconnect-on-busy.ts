import type { DriverAdapter } from "./driver-adapter.ts";
import { reconnectingAdapter } from "./reconnecting-adapter.ts";

/**
 * Makes Prisma's adapter for libsql open a new connection after its connection has met a lock (`SQLITE_BUSY`), before
 * anything else uses it. The driver never resets the statement that failed, so SQLite counts it as running: later
 * writes of the connection are answered and never committed, and keep the lock from everybody else.
 *
 * Changes the adapter and returns it. A call that waits for its turn waits for an open transaction too, as it does
 * with the adapter alone.
 *
 * @example
 * const adapter = reconnectOnBusy(new PrismaLibSql({ url: "file:./app.db" }));
 * const prisma = new PrismaClient({ adapter });
 */
export function reconnectOnBusy<Adapter extends DriverAdapter>(adapter: Adapter): Adapter {
  if (isReconnecting(adapter)) return adapter;
  const connect = adapter.connect.bind(adapter);
  return Object.defineProperties(adapter, {
    connect: { value: async () => reconnectingAdapter(await connect(), connect) },
    [RECONNECTS]: { value: true },
  });
}

export function isReconnecting(adapter: object): boolean {
  return Reflect.get(adapter, RECONNECTS) === true;
}

/** Registered, since an application may hold two copies of this package. */
const RECONNECTS = Symbol.for("@sessionkit/prisma/reconnects");
