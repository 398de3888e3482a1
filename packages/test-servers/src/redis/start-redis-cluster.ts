import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { freePort } from "../process/free-port.ts";
import type { OwnServer } from "../process/own-server.ts";
import { requireProgram } from "../process/server-programs.ts";
import { waitUntil } from "../process/wait-until.ts";
import { sendCommand } from "./send-command.ts";
import { startRedis } from "./start-redis.ts";

const run = promisify(execFile);

/**
 * Milliseconds without a response after which a node counts as failed. `short` during the start and a fail-over. `long`
 * otherwise, because on a busy machine a node may respond late.
 */
const NODE_TIMEOUT = { short: "500", long: "60000" };

export interface OwnRedisCluster {
  /** Three primaries, then their replicas in the same order. A fail-over changes the roles, not the order. */
  readonly nodes: readonly OwnServer[];
  /** Lets the nodes detect a failed primary. Resolves when the replica is the primary. No fail-over happens without it. */
  failOverTo(replica: OwnServer): Promise<void>;
  close(): Promise<void>;
}

/** Starts a separate Redis Cluster. Resolves when all slots are served and all replicas are synchronized. */
export async function startRedisCluster(): Promise<OwnRedisCluster> {
  const cli = requireProgram("redis-cli");
  const started = await Promise.all(Array.from({ length: 6 }, startNode));
  const addresses = started.map(({ port }) => `127.0.0.1:${port}`);
  await run(cli, [
    ...["--cluster", "create", ...addresses],
    ...["--cluster-replicas", "1", "--cluster-yes"],
  ]);
  const waitForAll = () =>
    Promise.all(started.map((node) => waitUntil("a whole cluster", () => isWhole(node))));
  await waitForAll();
  await setNodeTimeout(started, "long");
  // A busy node may have been replaced before.
  await waitForAll();
  const nodes = await primariesFirst(started);
  return {
    nodes,
    async failOverTo(replica) {
      await setNodeTimeout(nodes, "short");
      await waitUntil("the fail-over", () => isPrimary(replica));
      await setNodeTimeout(nodes, "long");
    },
    async close() {
      await Promise.all(nodes.map((node) => node.close()));
    },
  };
}

async function startNode(): Promise<OwnServer> {
  return startRedis(
    ...["--cluster-enabled", "yes", "--cluster-node-timeout", NODE_TIMEOUT.short],
    // The default is the port plus 10000, which may be in use or invalid.
    ...["--cluster-port", `${await freePort()}`],
    // Nodes report a replica to clients only after it received data from its primary.
    ...["--repl-ping-replica-period", "1"],
    // A replica may become the primary regardless of the time since the last data.
    ...["--cluster-replica-validity-factor", "0"],
  );
}

/** Changes all nodes except those that were killed. */
async function setNodeTimeout(
  nodes: readonly OwnServer[],
  when: keyof typeof NODE_TIMEOUT,
): Promise<void> {
  const setting = ["cluster-node-timeout", NODE_TIMEOUT[when]];
  await Promise.allSettled(nodes.map(({ url }) => sendCommand(url, "CONFIG", "SET", ...setting)));
}

async function isPrimary({ url }: OwnServer): Promise<boolean> {
  return String(await sendCommand(url, "ROLE")).startsWith("master");
}

/** Whether this node knows all nodes, and every slot has a primary and a synchronized replica. */
async function isWhole({ url }: OwnServer): Promise<boolean> {
  const state = String(await sendCommand(url, "CLUSTER", "INFO"));
  const slots = (await sendCommand(url, "CLUSTER", "SLOTS")) as unknown[][];
  const replication = String(await sendCommand(url, "INFO", "replication"));
  return (
    state.includes("cluster_state:ok") &&
    state.includes("cluster_known_nodes:6") &&
    slots.every(([_from, _to, ...holders]) => holders.length === 2) &&
    /master_link_status:up|state=online/.test(replication)
  );
}

async function primariesFirst(nodes: readonly OwnServer[]): Promise<OwnServer[]> {
  const roles = await Promise.all(nodes.map(({ url }) => sendCommand(url, "ROLE")));
  const primaryOf = (i: number) => {
    const [role, , port] = roles[i] as [role: string, unknown, port: unknown];
    return role === "slave" ? port : null;
  };
  const primaries = nodes.filter((_, i) => primaryOf(i) === null);
  const replicas = primaries.flatMap(({ port }) => nodes.filter((_, i) => primaryOf(i) === port));
  return [...primaries, ...replicas];
}
