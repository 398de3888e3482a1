import { SessionConfigError } from "@sessionkit/core";
import { describeType } from "@sessionkit/core/store";
import type { Connection } from "../client/connection.ts";
import { type IoredisClient, ioredisConnection } from "../client/ioredis.ts";
import { type NodeRedisClient, nodeRedisConnection } from "../client/node-redis.ts";

/** Throws `SessionConfigError` if the value is not a client, or is one that reads from replicas or changes keys. */
export function readClient(client: unknown): Connection {
  const isIoredis = hasMethod(client, "call");
  const problem = isIoredis ? problemOfIoredis(client) : problemOfNodeRedis(client);
  if (problem) throw new SessionConfigError("client", problem);
  return isIoredis
    ? ioredisConnection(client as IoredisClient)
    : nodeRedisConnection(client as NodeRedisClient);
}

interface IoredisSettings {
  readonly keyPrefix?: unknown;
  readonly scaleReads?: unknown;
  readonly role?: unknown;
}

function problemOfIoredis(client: object): string | null {
  const settings: IoredisSettings = Object(Reflect.get(client, "options"));
  const { keyPrefix = "", scaleReads = "master", role } = settings;
  if (/[{}]/.test(String(keyPrefix)))
    return "its keyPrefix has a brace, which selects the slot in a Cluster. Use a prefix without braces.";
  if (role === "slave") return readsFromReplicas("role");
  return scaleReads === "master" ? null : readsFromReplicas("scaleReads");
}

interface NodeRedisSettings {
  readonly readonly?: unknown;
  readonly socket?: { readonly socketTimeout?: unknown; readonly reconnectStrategy?: unknown };
}

function problemOfNodeRedis(client: unknown): string | null {
  if (!hasMethod(client, "sendCommand"))
    return `expected a client of ioredis or node-redis, got ${describeType(client)}. Pass new Redis(url) or new Cluster(nodes) from "ioredis", or createClient({ url }) from "redis".`;
  // The clients with callbacks, of version 3 and of `legacy()`.
  if (typeof Reflect.get(client, "isOpen") !== "boolean")
    return 'expected a client of ioredis or node-redis, got a client with callbacks. Pass createClient({ url }) from "redis" 6.2.1 or newer.';
  if (hasMethod(client, "zAdd") && !hasMethod(client, "clientUnblock"))
    return "it is of node-redis 5 or older, which gives replies to the wrong commands after it lost a connection: a user could get the session of another. Update redis to 6.2.1 or newer.";
  const { readonly, socket }: NodeRedisSettings = Object(Reflect.get(client, "options"));
  if (readonly === true) return readsFromReplicas("readonly");
  if (socket?.socketTimeout && socket.reconnectStrategy === undefined)
    return "its socketTimeout closes it for good, as node-redis does not connect again after one by default. Pass socket.reconnectStrategy, such as (retries) => Math.min(retries * 50, 2_000).";
  // node-redis adds it in its own methods, and not to commands that are sent by name.
  if (Reflect.get(client, "_keyPrefix"))
    return "its keyPrefix does not apply to the commands of the store. Pass a client without it, and the option prefix.";
  return null;
}

function readsFromReplicas(setting: string): string {
  return `it reads from replicas (${setting}), which may still have sessions that were ended. Pass a client that reads from primaries.`;
}

function hasMethod(value: unknown, name: string): value is object {
  return typeof Reflect.get(Object(value), name) === "function";
}
