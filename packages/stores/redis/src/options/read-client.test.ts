import { SessionConfigError } from "@sessionkit/core";
import { Cluster, Redis } from "ioredis";
import { createClient, createClientPool, createCluster, createSentinel } from "redis";
import * as version5 from "redis-5";
import { expect, it } from "vitest";
import { createRedisStore } from "../store/create-redis-store.ts";

const lazy = { lazyConnect: true } as const;
const nodes = [{ port: 1 }];
const sentinels = { name: "a", sentinelRootNodes: [{ host: "127.0.0.1", port: 1 }] };
const cluster = { rootNodes: [{ url: "redis://127.0.0.1:1" }] };

it.each<[string, unknown, RegExp]>([
  ["no client", undefined, /expected a client of ioredis or node-redis, got undefined/],
  ["a URL", "redis://user:hidden@db", /got a string\. Pass new Redis\(url\)/],
  ["another object", {}, /got an object.*new Redis\(url\).*new Cluster.*createClient/],
  ["a client with callbacks", createClient().legacy(), /with callbacks.*createClient/],
  [
    "a Cluster client that reads from replicas",
    new Cluster(nodes, { ...lazy, scaleReads: "slave" }),
    /replicas \(scaleReads\)/,
  ],
  ["a Sentinel client for replicas", new Redis({ ...lazy, role: "slave" }), /\(role\)/],
  ["a client for a replica", createClient({ readonly: true }), /\(readonly\)/],
  [
    "a client that does not connect again after a timeout",
    createClient({ socket: { socketTimeout: 5_000 } }),
    /socketTimeout.*reconnectStrategy/,
  ],
  ["a client of version 5", version5.createClient(), /node-redis 5.*6\.2\.1/],
  ["a pool of version 5", version5.createClientPool(), /node-redis 5/],
  ["a Sentinel client of version 5", version5.createSentinel(sentinels), /node-redis 5/],
  ["a Cluster client of version 5", version5.createCluster(cluster), /node-redis 5/],
  ["a client with braces in its prefix", new Redis({ ...lazy, keyPrefix: "{a}" }), /keyP/],
  ["a prefix that the client does not add", createClient({ keyPrefix: "a:" }), /keyPrefix/],
  [
    "a prefix that a Sentinel client does not add",
    createSentinel({ ...sentinels, keyPrefix: "a:" }),
    /keyPrefix/,
  ],
  [
    "a prefix that a Cluster client does not add",
    createCluster({ ...cluster, keyPrefix: "a:" }),
    /keyPrefix/,
  ],
])("throws for %s, with the remedy", (_, client, message) => {
  const create = () => createRedisStore(client as Redis);
  expect(create).toThrow(SessionConfigError);
  expect(create).toThrow(expect.objectContaining({ option: "client" }));
  expect(create).toThrow(message);
  expect(create).not.toThrow(/hidden/);
});

it.each([
  ["a server", new Redis(lazy)],
  ["a Cluster", new Cluster(nodes, lazy)],
  ["Sentinels", new Redis({ ...lazy, name: "a", sentinels: nodes })],
])("does not connect ioredis to %s at construction", (_, client) => {
  createRedisStore(client, { activity: true });
  expect(client.status).toBe("wait");
});

it.each([
  ["a server", createClient()],
  ["a pool of connections", createClientPool()],
  ["a Cluster", createCluster({ ...cluster, useReplicas: true })],
  ["Sentinels", createSentinel({ ...sentinels, replicaPoolSize: 1 })],
  [
    "a server, with a timeout,",
    createClient({ socket: { socketTimeout: 5_000, reconnectStrategy: () => 100 } }),
  ],
])("does not connect node-redis to %s at construction", (_, client) => {
  createRedisStore(client, { activity: true });
  expect(client.isOpen).toBe(false);
});
