export { startMariadb } from "./mariadb/start-mariadb.ts";
export { type UsedMariadb, useMariadb } from "./mariadb/use-mariadb.ts";
export { type FaultProxy, startFaultProxy } from "./network/start-fault-proxy.ts";
export { startPostgres } from "./postgres/start-postgres.ts";
export { type UsedPostgres, usePostgres } from "./postgres/use-postgres.ts";
export type { OwnServer } from "./process/own-server.ts";
export { startRedis } from "./redis/start-redis.ts";
export { type UsedRedis, useRedis } from "./redis/use-redis.ts";
