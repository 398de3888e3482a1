import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "../process/free-port.ts";
import { type OwnServer, startOwnServer } from "../process/own-server.ts";
import { requireProgram } from "../process/server-programs.ts";
import { temporaryFolder } from "../process/temporary-folder.ts";
import { until } from "../process/until.ts";
import { askRedis } from "./ask-redis.ts";
import { startRedis } from "./start-redis.ts";

const NAME = "primary";
const QUORUM = 2;

/**
 * Milliseconds of silence after which a sentinel takes the primary for lost, one per sentinel. While it is: three who
 * notice at once would each vote for themselves, and nobody would win. And at all other times, when a busy machine may
 * keep it from answering.
 */
const DOWN_AFTER = { soon: [600, 700, 2_000], late: [60_000, 60_000, 60_000] };

/**
 * Milliseconds between the looks of a sentinel, for those of Redis 7 and later, which take them while they run.
 * Else a server that comes back is noticed only after half a minute. Pings come more often than `DOWN_AFTER`, or a server
 * that was just learnt of counts as down before it was asked; five of them last longer than the second between two
 * looks at the replicas of a lost primary, or none of these counts as fresh enough to take over. One that did not run
 * for two seconds trusts nobody for half a minute; on a busy machine that says nothing.
 */
const PACE = [
  ...["info-period", "200", "ping-period", "300", "ask-period", "100", "publish-period", "200"],
  ...["min-link-reconnect-period", "200", "tilt-trigger", "60000"],
];

export interface OwnRedisSentinel {
  /** Under which the sentinels know the primary. */
  readonly name: string;
  readonly sentinels: readonly OwnServer[];
  /** As it is at the start; a fail-over changes who is what. */
  readonly primary: OwnServer;
  readonly replica: OwnServer;
  /** Lets the sentinels find out that the primary is gone, and resolves when the replica has taken over. */
  failOver(): Promise<void>;
  close(): Promise<void>;
}

/** A primary with a replica that is up to date, and three sentinels that all know of each other and of both. */
export async function startRedisSentinel(): Promise<OwnRedisSentinel> {
  const primary = await startRedis();
  const replica = await startRedis("--replicaof", "127.0.0.1", `${primary.port}`);
  await until("a replica that is up to date", () => isLinked(replica));
  const sentinels = await Promise.all(DOWN_AFTER.late.map((ms) => startSentinel(primary, ms)));
  await Promise.all(sentinels.map((one) => until("sentinels that agree", () => isReady(one))));
  return {
    name: NAME,
    sentinels,
    primary,
    replica,
    async failOver() {
      await notice(sentinels, "soon");
      await until("the fail-over", () => isPrimary(replica));
      await notice(sentinels, "late");
    },
    async close() {
      await Promise.all([...sentinels, primary, replica].map((server) => server.close()));
    },
  };
}

async function startSentinel(primary: OwnServer, downAfter: number): Promise<OwnServer> {
  const program = requireProgram("redis-server");
  const folder = await temporaryFolder();
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const config = join(folder, "sentinel.conf");
  // A sentinel writes what it learns into its own configuration, so it comes from a file.
  await writeFile(
    config,
    [
      `port ${port}`,
      "bind 127.0.0.1",
      `dir ${folder}`,
      `sentinel myid ${randomBytes(20).toString("hex")}`,
      `sentinel monitor ${NAME} 127.0.0.1 ${primary.port} ${QUORUM}`,
      `sentinel down-after-milliseconds ${NAME} ${downAfter}`,
      `sentinel failover-timeout ${NAME} 1000`,
      `sentinel parallel-syncs ${NAME} 1`,
    ].join("\n"),
  );
  return startOwnServer({
    program,
    args: [config, "--sentinel"],
    folder,
    port,
    url,
    stopSignal: "SIGTERM",
    isUp: () => askRedis(url, "SENTINEL", "DEBUG", ...PACE),
  });
}

async function notice(sentinels: readonly OwnServer[], when: keyof typeof DOWN_AFTER) {
  await Promise.all(
    sentinels.map(({ url }, i) =>
      askRedis(url, "SENTINEL", "SET", NAME, "down-after-milliseconds", `${DOWN_AFTER[when][i]}`),
    ),
  );
}

async function isPrimary({ url }: OwnServer): Promise<boolean> {
  return String(await askRedis(url, "ROLE")).startsWith("master");
}

async function isLinked({ url }: OwnServer): Promise<boolean> {
  return String(await askRedis(url, "INFO", "replication")).includes("master_link_status:up");
}

async function isReady({ url }: OwnServer): Promise<boolean> {
  const answer = (await askRedis(url, "SENTINEL", "MASTER", NAME)) as string[];
  const told = (field: string) => answer[answer.indexOf(field) + 1];
  return (
    told("num-slaves") === "1" && told("num-other-sentinels") === "2" && told("flags") === "master"
  );
}
