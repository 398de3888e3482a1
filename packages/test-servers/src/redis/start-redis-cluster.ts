import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { freePort } from "../process/free-port.ts";
import type { OwnServer } from "../process/own-server.ts";
import { requireProgram } from "../process/server-programs.ts";
import { until } from "../process/until.ts";
import { askRedis } from "./ask-redis.ts";
import { startRedis } from "./start-redis.ts";

const run = promisify(execFile);

/**
 * Milliseconds of silence after which a node counts as failed. While the Cluster is made or one has failed, so that it
 * takes a second; and at all other times, when a busy machine may keep a node from answering.
 */
const NODE_TIMEOUT = { soon: "500", late: "60000" };

export interface OwnRedisCluster {
  /** Three primaries, then the replica of each in the same order. A fail-over changes who is what. */
  readonly nodes: readonly OwnServer[];
  /** Lets the nodes find out who has failed, and resolves when this replica has taken over. Until then they never do. */
  failOverTo(replica: OwnServer): Promise<void>;
  close(): Promise<void>;
}

/** A Redis Cluster of its own: all slots served, and each primary's replica up to date, when it resolves. */
export async function startRedisCluster(): Promise<OwnRedisCluster> {
  const cli = requireProgram("redis-cli");
  const started = await Promise.all(Array.from({ length: 6 }, startNode));
  const addresses = started.map(({ port }) => `127.0.0.1:${port}`);
  await run(cli, [
    ...["--cluster", "create", ...addresses],
    ...["--cluster-replicas", "1", "--cluster-yes"],
  ]);
  const whole = () =>
    Promise.all(started.map((node) => until("a whole cluster", () => isWhole(node))));
  await whole();
  await notice(started, "late");
  // A node that was busy may have been replaced before.
  await whole();
  const nodes = await primariesFirst(started);
  return {
    nodes,
    async failOverTo(replica) {
      await notice(nodes, "soon");
      await until("the fail-over", () => isPrimary(replica));
      await notice(nodes, "late");
    },
    async close() {
      await Promise.all(nodes.map((node) => node.close()));
    },
  };
}

async function startNode(): Promise<OwnServer> {
  return startRedis(
    ...["--cluster-enabled", "yes", "--cluster-node-timeout", NODE_TIMEOUT.soon],
    // Else it would be the port plus 10000, which need not be free, nor exist.
    ...["--cluster-port", `${await freePort()}`],
    // A replica is told to clients only once it has heard something from its primary.
    ...["--repl-ping-replica-period", "1"],
    // A replica may take over however long it had not heard of its primary.
    ...["--cluster-replica-validity-factor", "0"],
  );
}

/** Tells all but those that were killed. */
async function notice(nodes: readonly OwnServer[], when: keyof typeof NODE_TIMEOUT): Promise<void> {
  const setting = ["cluster-node-timeout", NODE_TIMEOUT[when]];
  await Promise.allSettled(nodes.map(({ url }) => askRedis(url, "CONFIG", "SET", ...setting)));
}

async function isPrimary({ url }: OwnServer): Promise<boolean> {
  return String(await askRedis(url, "ROLE")).startsWith("master");
}

/** As this node sees it: all are there, and every slot has a primary and a replica that has caught up. */
async function isWhole({ url }: OwnServer): Promise<boolean> {
  const state = String(await askRedis(url, "CLUSTER", "INFO"));
  const slots = (await askRedis(url, "CLUSTER", "SLOTS")) as unknown[][];
  const replication = String(await askRedis(url, "INFO", "replication"));
  return (
    state.includes("cluster_state:ok") &&
    state.includes("cluster_known_nodes:6") &&
    slots.every(([_from, _to, ...holders]) => holders.length === 2) &&
    /master_link_status:up|state=online/.test(replication)
  );
}

async function primariesFirst(nodes: readonly OwnServer[]): Promise<OwnServer[]> {
  const roles = await Promise.all(nodes.map(({ url }) => askRedis(url, "ROLE")));
  const primaryOf = (i: number) => {
    const [role, , port] = roles[i] as [role: string, unknown, port: unknown];
    return role === "slave" ? port : null;
  };
  const primaries = nodes.filter((_, i) => primaryOf(i) === null);
  const replicas = primaries.flatMap(({ port }) => nodes.filter((_, i) => primaryOf(i) === port));
  return [...primaries, ...replicas];
}
