import { mergeConfig } from "vitest/config";
import base from "../../../vitest.base.ts";

/** Restarting a whole Cluster is slow, so only the newest version of ioredis is tested with it. */
const slow = { exclude: ["**/cluster-outage.test.ts"] };

/** Types are checked once, for all versions. */
const untyped = { typecheck: { enabled: false } };

/** Every test runs with the supported major versions of both clients. */
export default mergeConfig(base, {
  test: {
    // Loading the clients and the contracts again for each file takes as long as the tests.
    isolate: false,
    projects: [
      project("ioredis 6", "ioredis", {}),
      project("ioredis 5", "ioredis-5", { ...slow, ...untyped }),
      project("node-redis 6", "redis", untyped),
    ],
  },
});

/** @param client name of the client's package */
function project(name: string, client: string, settings: object) {
  return { extends: true as const, test: { name, env: { REDIS_CLIENT: client }, ...settings } };
}
