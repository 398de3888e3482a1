import { SessionConfigError } from "@sessionkit/core";
import type { RedisClient } from "../client/redis-client.ts";

/** Throws `SessionConfigError` for what is no client of ioredis, or one that would read what is outdated. */
export function readClient(client: unknown): RedisClient {
  if (!isObject(client) || typeof Reflect.get(client, "call") !== "function") {
    throw new SessionConfigError("client", `expected a client of ioredis, got ${nameOf(client)}.`);
  }
  const { keyPrefix, scaleReads, role } = settingsOf(client);
  if (/[{}]/.test(String(keyPrefix ?? ""))) {
    throw new SessionConfigError(
      "client",
      "its keyPrefix has a brace, which chooses the slot of a Cluster. Use one without.",
    );
  }
  if ((scaleReads ?? "master") !== "master" || role === "slave") {
    throw new SessionConfigError(
      "client",
      `it reads from replicas (${role === "slave" ? "role" : "scaleReads"}), which still know sessions that were ended. Pass a client for the primaries.`,
    );
  }
  return client as unknown as RedisClient;
}

function nameOf(client: unknown): string {
  if (!isObject(client)) {
    return typeof client === "string" ? "a string. Pass new Redis(url)" : String(client);
  }
  if (typeof Reflect.get(client, "sendCommand") === "function") {
    return 'one of node-redis. Pass new Redis(url) of "ioredis"';
  }
  return 'another object. Pass new Redis(url) or new Cluster(nodes) of "ioredis"';
}

function settingsOf(client: object): Record<string, unknown> {
  const settings: unknown = Reflect.get(client, "options");
  return isObject(settings) ? (settings as Record<string, unknown>) : {};
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
