import { mergeConfig } from "vitest/config";
import base from "../../../vitest.base.ts";

const POOL = "**/pool.test.ts";

/** Slow, so ioredis is tested with it in one version. */
const CLUSTER_OUTAGE = "**/cluster-outage.test.ts";

/** Every test runs with the supported major versions of both clients, and types are checked once. */
export default mergeConfig(base, {
  test: {
    // Also for a run in the root folder, which ignores the projects below.
    env: { REDIS_CLIENT: "ioredis" },
    projects: [
      project("ioredis 6", "ioredis", { exclude: [POOL] }),
      project("ioredis 5", "ioredis-5", {
        exclude: [POOL, CLUSTER_OUTAGE],
        typecheck: { enabled: false },
      }),
      project("node-redis 6", "redis", { typecheck: { enabled: false } }),
    ],
  },
});

/** @param client name of the client's package */
function project(name: string, client: string, settings: object) {
  return { extends: true as const, test: { name, env: { REDIS_CLIENT: client }, ...settings } };
}
