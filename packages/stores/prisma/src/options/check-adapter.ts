import { SessionConfigError } from "@sessionkit/core";
import { isReconnecting } from "../libsql/reconnect-on-busy.ts";

/**
 * Refuses Prisma's adapter for libsql by itself, which loses writes. Which adapter a client has is not public in
 * Prisma: of a version that keeps it elsewhere, nothing is refused.
 */
export function checkAdapter(client: object): void {
  const config: unknown = Reflect.get(client, "_engineConfig");
  const adapter = (config as { adapter?: { adapterName?: unknown } } | undefined)?.adapter;
  if (adapter?.adapterName !== "@prisma/adapter-libsql" || isReconnecting(adapter)) return;
  throw new SessionConfigError(
    "prisma",
    "the adapter for libsql answers writes that it never commits after it has met a lock. Pass new PrismaClient({ adapter: reconnectOnBusy(new PrismaLibSql({ url })) }), with reconnectOnBusy of @sessionkit/prisma.",
  );
}
