import { mariadbServer } from "../mariadb/use-mariadb.ts";
import { installedPostgres } from "../postgres/postgres-programs.ts";
import { postgresServer } from "../postgres/use-postgres.ts";
import { findServer } from "../process/choose-server.ts";
import { redisServer } from "../redis/use-redis.ts";

/**
 * Returns the problems that prevent tests from using a server, other than missing programs: the server of an environment
 * variable is down, or npm has no Postgres for this platform.
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
