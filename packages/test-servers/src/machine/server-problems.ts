import { mariadbServer } from "../mariadb/use-mariadb.ts";
import { installedPostgres } from "../postgres/postgres-programs.ts";
import { postgresServer } from "../postgres/use-postgres.ts";
import { findServer } from "../process/choose-server.ts";
import { redisServer } from "../redis/use-redis.ts";

/**
 * Why tests would not get a server, other than by a missing program of the system: an environment variable names one
 * that does not answer, or npm has no Postgres for this platform. Empty if they would.
 */
export async function serverProblems(): Promise<string[]> {
  const found = await Promise.allSettled([
    findServer(mariadbServer),
    findServer(redisServer),
    findServer(postgresServer).then((url) => url ?? installedPostgres()),
  ]);
  return found
    .filter((result) => result.status === "rejected")
    .map(({ reason }) => (reason instanceof Error ? reason.message : String(reason)));
}
