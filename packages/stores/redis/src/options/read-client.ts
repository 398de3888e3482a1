import { SessionConfigError } from "@sessionkit/core";
import { describeType } from "@sessionkit/core/store";
import type { RedisClient } from "../client/ioredis.ts";

/** Throws `SessionConfigError` if the value is not an ioredis client, or is one that reads from replicas. */
export function readClient(client: unknown): RedisClient {
  if (!hasMethod(client, "call")) {
    throw new SessionConfigError("client", `expected an ioredis client, got ${describe(client)}.`);
  }
  const {
    keyPrefix,
    scaleReads = "master",
    role,
  }: Settings = Object(Reflect.get(client, "options"));
  if (/[{}]/.test(String(keyPrefix ?? ""))) {
    throw new SessionConfigError(
      "client",
      "its keyPrefix has a brace, which selects the slot in a Cluster. Use a prefix without braces.",
    );
  }
  if (scaleReads !== "master" || role === "slave") {
    throw new SessionConfigError(
      "client",
      `it reads from replicas (${role === "slave" ? "role" : "scaleReads"}), which may still have sessions that were ended. Pass a client that reads from primaries.`,
    );
  }
  return client as unknown as RedisClient;
}

interface Settings {
  readonly keyPrefix?: unknown;
  readonly scaleReads?: unknown;
  readonly role?: unknown;
}

function describe(client: unknown): string {
  if (hasMethod(client, "sendCommand")) {
    return 'a node-redis client. Pass new Redis(url) from "ioredis"';
  }
  return `${describeType(client)}. Pass new Redis(url) or new Cluster(nodes) from "ioredis"`;
}

function hasMethod(value: unknown, name: string): value is object {
  return typeof Reflect.get(Object(value), name) === "function";
}
