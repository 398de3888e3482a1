import { SessionConfigError } from "@sessionkit/core";
import { describeType } from "@sessionkit/core/store";
import type { Connection } from "../client/connection.ts";
import { type IoredisClient, ioredisConnection } from "../client/ioredis.ts";
import { nodeRedisConnection } from "../client/node-redis.ts";

/** Throws `SessionConfigError` if the value is not a client, or is one that reads from replicas or changes keys. */
export function readClient(client: unknown): Connection {
  if (hasMethod(client, "call")) {
    checkIoredis(Object(Reflect.get(client, "options")));
    return ioredisConnection(client as unknown as IoredisClient);
  }
  if (isNodeRedis(client)) {
    checkNodeRedis(client);
    return nodeRedisConnection(client);
  }
  throw new SessionConfigError(
    "client",
    `expected a client of ioredis or node-redis, got ${describe(client)}.`,
  );
}

interface IoredisSettings {
  readonly keyPrefix?: unknown;
  readonly scaleReads?: unknown;
  readonly role?: unknown;
}

function checkIoredis({ keyPrefix, scaleReads = "master", role }: IoredisSettings): void {
  if (/[{}]/.test(String(keyPrefix ?? ""))) {
    throw new SessionConfigError(
      "client",
      "its keyPrefix has a brace, which selects the slot in a Cluster. Use a prefix without braces.",
    );
  }
  if (role === "slave") throw readsFromReplicas("role");
  if (scaleReads !== "master") throw readsFromReplicas("scaleReads");
}

interface NodeRedisSettings {
  readonly readonly?: unknown;
  readonly socket?: { readonly socketTimeout?: unknown; readonly reconnectStrategy?: unknown };
}

type NodeRedis = Parameters<typeof nodeRedisConnection>[0];

/** The clients with callbacks, of version 3 and of `legacy()`, have no `isOpen`. Version 5 has no `clientUnblock`. */
function isNodeRedis(client: unknown): client is NodeRedis {
  return hasMethod(client, "sendCommand") && typeof Reflect.get(client, "isOpen") === "boolean";
}

function checkNodeRedis(client: NodeRedis): void {
  if (hasMethod(client, "zAdd") && !hasMethod(client, "clientUnblock")) {
    throw new SessionConfigError(
      "client",
      "it is of node-redis 5 or older, which gives replies to the wrong commands after it lost a connection: a user could get the session of another. Update redis to 6.2.1 or newer.",
    );
  }
  const { readonly, socket }: NodeRedisSettings = Object(Reflect.get(client, "options"));
  if (readonly === true) throw readsFromReplicas("readonly");
  if (socket?.socketTimeout && socket.reconnectStrategy === undefined) {
    throw new SessionConfigError(
      "client",
      "its socketTimeout closes it for good, as node-redis does not connect again after one by default. Pass socket.reconnectStrategy, such as (retries) => Math.min(retries * 50, 2_000).",
    );
  }
  // node-redis adds it in its own methods, and not to commands that are sent by name.
  if (Reflect.get(client, "_keyPrefix")) {
    throw new SessionConfigError(
      "client",
      "its keyPrefix does not apply to the commands of the store. Pass a client without it, and the option prefix.",
    );
  }
}

function readsFromReplicas(setting: string): SessionConfigError {
  return new SessionConfigError(
    "client",
    `it reads from replicas (${setting}), which may still have sessions that were ended. Pass a client that reads from primaries.`,
  );
}

function describe(client: unknown): string {
  if (hasMethod(client, "sendCommand")) {
    return 'a client with callbacks. Pass createClient({ url }) from "redis" 5 or later';
  }
  return `${describeType(client)}. Pass new Redis(url) or new Cluster(nodes) from "ioredis", or createClient({ url }) from "redis"`;
}

function hasMethod(value: unknown, name: string): value is object {
  return typeof Reflect.get(Object(value), name) === "function";
}
