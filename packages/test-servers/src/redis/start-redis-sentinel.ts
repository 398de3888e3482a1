import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "../process/free-port.ts";
import { type OwnServer, startOwnServer } from "../process/own-server.ts";
import { requireProgram } from "../process/server-programs.ts";
import { temporaryFolder } from "../process/temporary-folder.ts";
import { waitUntil } from "../process/wait-until.ts";
import { sendCommand } from "./send-command.ts";
import { startRedis } from "./start-redis.ts";

const NAME = "primary";
const QUORUM = 2;

/**
 * Milliseconds without a response after which each sentinel considers the primary down. `short` during a fail-over, with
 * different values: if all sentinels start an election at once, each votes for itself. `long` otherwise, because on a busy
 * machine the primary may respond late.
 */
const DOWN_AFTER = { short: [600, 700, 2_000], long: [60_000, 60_000, 60_000] };

/**
 * Intervals of a sentinel in milliseconds, for Redis 7 and later, where they can be changed at runtime. With the defaults, a
 * restarted server is detected only after half a minute.
 *
 * - `ping-period` is below `DOWN_AFTER`: otherwise a newly discovered server counts as down before its first ping.
 * - Five pings take longer than the second between two checks of the replicas of a failed primary: otherwise no replica
 *   counts as recent enough for a promotion.
 * - `tilt-trigger` is large: a sentinel on a busy machine that did not run for two seconds would be passive for half a minute.
 */
const INTERVALS = [
  ...["info-period", "200", "ping-period", "300", "ask-period", "100", "publish-period", "200"],
  ...["min-link-reconnect-period", "200", "tilt-trigger", "60000"],
];

export interface OwnRedisSentinel {
  /** Name of the primary at the sentinels. */
  readonly name: string;
  readonly sentinels: readonly OwnServer[];
  /** The primary at the start. A fail-over exchanges the roles. */
  readonly primary: OwnServer;
  readonly replica: OwnServer;
  /** Lets the sentinels detect a failed primary. Resolves when the replica is the primary. */
  failOver(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a primary with a synchronized replica, and three sentinels that have discovered each other and both servers. */
export async function startRedisSentinel(): Promise<OwnRedisSentinel> {
  const primary = await startRedis();
  const replica = await startRedis("--replicaof", "127.0.0.1", `${primary.port}`);
  await waitUntil("the synchronization of the replica", () => isLinked(replica));
  const sentinels = await Promise.all(DOWN_AFTER.long.map((ms) => startSentinel(primary, ms)));
  await Promise.all(
    sentinels.map((one) => waitUntil("the discovery by the sentinels", () => isReady(one))),
  );
  return {
    name: NAME,
    sentinels,
    primary,
    replica,
    async failOver() {
      await setDownAfter(sentinels, "short");
      await waitUntil("the fail-over", () => isPrimary(replica));
      await setDownAfter(sentinels, "long");
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
  // A sentinel writes its state into its configuration, so it requires a file.
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
    isUp: () => sendCommand(url, "SENTINEL", "DEBUG", ...INTERVALS),
  });
}

async function setDownAfter(sentinels: readonly OwnServer[], when: keyof typeof DOWN_AFTER) {
  await Promise.all(
    sentinels.map(({ url }, i) =>
      sendCommand(
        url,
        "SENTINEL",
        "SET",
        NAME,
        "down-after-milliseconds",
        `${DOWN_AFTER[when][i]}`,
      ),
    ),
  );
}

async function isPrimary({ url }: OwnServer): Promise<boolean> {
  return String(await sendCommand(url, "ROLE")).startsWith("master");
}

async function isLinked({ url }: OwnServer): Promise<boolean> {
  return String(await sendCommand(url, "INFO", "replication")).includes("master_link_status:up");
}

async function isReady({ url }: OwnServer): Promise<boolean> {
  const reply = (await sendCommand(url, "SENTINEL", "MASTER", NAME)) as string[];
  const read = (field: string) => reply[reply.indexOf(field) + 1];
  return (
    read("num-slaves") === "1" && read("num-other-sentinels") === "2" && read("flags") === "master"
  );
}
