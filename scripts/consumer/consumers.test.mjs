import { existsSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { usePostgres, useRedis } from "@sessionkit/test-servers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../run.mjs";
import { createConsumer } from "./create-consumer.mjs";
import { createTestClient } from "./create-test-client.mjs";
import { inspectInstalled } from "./inspect-installed.mjs";
import { publishAll } from "./publish-all.mjs";

/** @typedef {import("./create-consumer.mjs").Consumer} Consumer */

const MINUTES = 60_000;
const SESSION_SECRET = "oDd8tTKUVHtqpwZ4XRvD6ZQAbhTRNLjNSJSDhXUUTqQ=";
// For tests only.
const NEXTAUTH_SECRET = "violet-anchor-58-violet-anchor-58";

/** The newest release of the oldest version that the peer range of `@sessionkit/next` has. */
const NEXT_15 = "15.5.29";

/** Core and its dependencies. */
const core = ["@noble/hashes", "@sessionkit/core", "bowser", "ipaddr.js", "jose", "nanoid"];

/**
 * The edits that replace the memory store on core's page with one of our stores.
 *
 * @type {[string, string][]}
 */
const ownStore = [
  [
    `import { createMemoryStore } from "@sessionkit/core/memory"`,
    `import { store } from "./store.js"`,
  ],
  ["store: createMemoryStore()", "store"],
];

const publishing = publishAll();

/** Installations run one at a time, while installed applications are tested. @type {Promise<unknown>} */
let installations = Promise.allSettled([publishing]);

beforeAll(() => publishing, 5 * MINUTES);

afterAll(async () => (await publishing).close());

// The slowest application is first: the others are installed meanwhile.
describe("core, Drizzle, Next and React", () => {
  const app = useConsumer(
    "next-drizzle",
    {
      install: [
        "@sessionkit/core",
        "@sessionkit/drizzle",
        "@sessionkit/next",
        "@sessionkit/react",
        "drizzle-orm",
        "pg",
        "next",
        "react",
        "react-dom",
      ],
      develop: ["@types/node", "@types/pg", "@types/react", "@types/react-dom", "typescript"],
    },
    [
      ...core,
      "@sessionkit/client",
      "@sessionkit/drizzle",
      "@sessionkit/next",
      "@sessionkit/react",
      "on-headers",
    ],
  );

  const env = { SESSION_SECRET, DATABASE_URL: "" };
  const postgres = usePostgres();

  beforeAll(async () => {
    env.DATABASE_URL = (await postgres).url;
  });

  afterAll(async () => (await postgres).close());

  test(
    "a user signs in by a form and opens a protected page, and signed-out users are redirected",
    async () => {
      await app.consumer.run(["npx", "next", "build"], env);
      const errors = await app.consumer.compile("tsconfig.strict.json");
      expect(errors.filter((error) => !error.startsWith("node_modules/drizzle-orm/"))).toEqual([]);
      expect(errors, "drizzle-orm's types are correct now: remove the filter above").not.toEqual(
        [],
      );
      await app.consumer.run(["node", "make-tables.js"], env);
      await expectSignIn(app.consumer, env);
    },
    5 * MINUTES,
  );

  test(
    "the same on Next 15.5, with a middleware",
    async () => {
      await app.consumer.install([`next@${NEXT_15}`]);
      app.consumer.add("next-15");
      rmSync(join(app.consumer.folder, "proxy.ts"));
      rmSync(join(app.consumer.folder, ".next"), { recursive: true });
      await app.consumer.run(["npx", "next", "build"], env);
      await expectSignIn(app.consumer, env);
    },
    5 * MINUTES,
  );
});

describe("core, Redis and Express", () => {
  const app = useConsumer(
    "redis-express",
    {
      install: [
        "@sessionkit/core",
        "@sessionkit/redis",
        "@sessionkit/express",
        "ioredis",
        "express",
      ],
      develop: ["@types/node", "@types/express"],
      edit: { "src/sessions.ts": ownStore },
    },
    [...core, "@sessionkit/express", "@sessionkit/redis", "on-headers"],
  );

  test(
    "a user signs in, calls a protected route, and signs out",
    async () => {
      const redis = await useRedis();
      expect(await app.consumer.compile("tsconfig.json")).toEqual([]);
      const env = { SESSION_SECRET, REDIS_URL: redis.url };
      try {
        await withApp(app.consumer, env, (ada) => expectSignInAndOut(ada));
      } finally {
        await redis.close();
      }
    },
    3 * MINUTES,
  );

  test(
    "the same with node-redis, without ioredis, and a session of next-auth continues",
    async () => {
      await app.consumer.run(["npm", "uninstall", "--no-audit", "--no-fund", "ioredis"]);
      await app.consumer.install(["redis", "@sessionkit/adopt"]);
      expect(existsSync(join(app.consumer.folder, "node_modules/ioredis"))).toBe(false);
      app.consumer.add("node-redis");
      expect(await app.consumer.compile("tsconfig.json")).toEqual([]);
      const redis = await useRedis();
      const env = { SESSION_SECRET, REDIS_URL: redis.url, NEXTAUTH_SECRET };
      try {
        await withApp(app.consumer, env, async (ada, origin) => {
          await expectSignInAndOut(ada, { id: "u1" });
          const moved = createTestClient(origin);
          moved.storeCookie(`next-auth.session-token=${await encodeNextAuth("u1")}; Path=/`);
          expect(JSON.parse((await moved.fetch("/me")).text)).toMatchObject({ userId: "u1" });
          await expectSignInAndOut(moved, { id: "u1" });
          const counts = JSON.parse((await moved.fetch("/adoptions")).text);
          expect(counts).toMatchObject([{ adopter: "next-auth", adopted: 1 }]);
        });
      } finally {
        await redis.close();
      }
    },
    3 * MINUTES,
  );
});

/**
 * The cookie of a session that the installed version of next-auth would make.
 *
 * @param {string} sub the id of the user
 * @returns {Promise<string>}
 */
function encodeNextAuth(sub) {
  const load = createRequire(join(root, "packages/adopt/package.json"));
  return load("next-auth/jwt").encode({ token: { sub }, secret: NEXTAUTH_SECRET });
}

describe("core and Prisma", () => {
  const app = useConsumer(
    "prisma",
    {
      install: ["@sessionkit/core", "@sessionkit/prisma", "@prisma/client", "@prisma/adapter-pg"],
      develop: ["@types/node", "prisma"],
      edit: { "src/sessions.ts": ownStore },
    },
    [...core, "@sessionkit/prisma"],
  );

  test(
    "a user signs in and calls a protected route",
    async () => {
      const postgres = await usePostgres();
      const models = "node_modules/@sessionkit/prisma/schema/postgresql.prisma";
      await app.consumer.run(["sh", "-c", `cat ${models} >> schema.prisma`]);
      // The migration engine would be downloaded and is not used: any executable passes the check.
      const engine = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath };
      await app.consumer.run(["npx", "prisma", "generate", "--schema=schema.prisma"], engine);
      expect(await app.consumer.compile("tsconfig.json")).toEqual([]);
      const env = { SESSION_SECRET, DATABASE_URL: postgres.url };
      await app.consumer.run(["node", "make-tables.js"], env);
      try {
        await withApp(app.consumer, env, async (ada) => {
          expect(await ada.post("/sign-in")).toMatchObject({ status: 200 });
          await expectSignedIn(ada);
          expect(JSON.parse((await ada.fetch("/me")).text)).toMatchObject({ userId: "u1" });
        });
      } finally {
        await postgres.close();
      }
    },
    4 * MINUTES,
  );
});

describe("core and Fastify", () => {
  const app = useConsumer(
    "fastify",
    {
      install: ["@sessionkit/core", "@sessionkit/fastify", "fastify"],
      develop: ["@types/node"],
    },
    [...core, "@sessionkit/fastify"],
  );

  test(
    "a user signs in, calls a protected route, and signs out",
    async () => {
      expect(await app.consumer.compile("tsconfig.json")).toEqual([]);
      await withApp(app.consumer, { SESSION_SECRET }, (ada) => expectSignInAndOut(ada));
    },
    3 * MINUTES,
  );
});

describe("core and web requests", () => {
  const app = useConsumer(
    "web",
    {
      install: ["@sessionkit/core", "@sessionkit/web", "@hono/node-server", "hono"],
      develop: ["@types/node"],
    },
    [...core, "@sessionkit/web"],
  );

  test(
    "a user signs in by a form and calls a protected path",
    async () => {
      expect(await app.consumer.compile("tsconfig.json")).toEqual([]);
      await withApp(app.consumer, { SESSION_SECRET }, async (ada) => {
        const form = new FormData();
        form.set("name", "Ada");
        expect(await ada.postForm("/sign-in", form)).toMatchObject({ status: 303 });
        await expectSignedIn(ada);
        expect(JSON.parse((await ada.fetch("/me")).text)).toMatchObject({ userId: "u1" });
      });
    },
    3 * MINUTES,
  );
});

describe("core and Hono, without a store", () => {
  const app = useConsumer(
    "hono",
    {
      install: ["@sessionkit/core", "@sessionkit/hono", "hono", "@hono/node-server"],
      develop: ["@types/node"],
      edit: {
        "src/sessions.ts": [
          [`import { createMemoryStore } from "@sessionkit/core/memory";\n`, ""],
          [
            "  store: createMemoryStore(), // or @sessionkit/drizzle, or leave it out: stateless\n",
            "",
          ],
        ],
      },
    },
    [...core, "@sessionkit/hono"],
  );

  test(
    "a user signs in and calls a protected route",
    async () => {
      expect(await app.consumer.compile("tsconfig.json")).toEqual([]);
      await withApp(app.consumer, { SESSION_SECRET }, async (ada) => {
        expect(await ada.post("/sign-in", { name: "Ada" })).toMatchObject({ status: 302 });
        await expectSignedIn(ada);
        expect((await ada.fetch("/me")).text).toBe(`{"user":"u1"}`);
      });
    },
    3 * MINUTES,
  );

  test(
    "core runs without a binding, as its page shows",
    async () => {
      expect(await app.consumer.compile("tsconfig.json")).toEqual([]);
      const output = await app.consumer.run(["node", "dist/memory.js"], { SESSION_SECRET });
      expect(output).toMatch(/current: true/);
    },
    3 * MINUTES,
  );

  test(
    "the application's own tests sign users in, with a test runner other than vitest",
    async () => {
      await app.consumer.install(["@sessionkit/testing"]);
      expect(existsSync(join(app.consumer.folder, "node_modules/vitest"))).toBe(false);
      expect(await app.consumer.compile("tsconfig.json")).toEqual([]);
      const output = await app.consumer.run(["node", "--test", "sign-in.check.js"], {
        SESSION_SECRET,
      });
      expect(output).toMatch(/^# pass 1$/m);
    },
    3 * MINUTES,
  );
});

describe("a custom store", () => {
  const app = useConsumer(
    "own-store",
    { install: ["@sessionkit/core", "@sessionkit/testing", "vitest"] },
    [...core, "@sessionkit/testing", "tough-cookie", "tldts", "tldts-core", "undici"],
  );

  test(
    "is tested with one line",
    async () => {
      const output = await app.consumer.run(["npx", "vitest", "run"]);
      expect(output).toMatch(/Tests\s+\d\d+ passed/);
    },
    3 * MINUTES,
  );
});

/**
 * Runs a built application in which `/me` needs a session, and uses it with a client that has none.
 *
 * @param {Consumer} consumer
 * @param {NodeJS.ProcessEnv} env
 * @param {(ada: ReturnType<typeof createTestClient>, origin: string) => Promise<void>} use
 */
async function withApp(consumer, env, use) {
  const server = await consumer.start(["node", "dist/main.js"], env);
  try {
    const ada = createTestClient(server.origin);
    expect(await ada.fetch("/me")).toMatchObject({ status: 401 });
    await use(ada, server.origin);
  } finally {
    await server.close();
  }
}

/**
 * @param {ReturnType<typeof createTestClient>} ada
 * @param {object} [user] the public user
 */
async function expectSignInAndOut(ada, user) {
  expect(await ada.post("/sign-in", { name: "Ada" })).toMatchObject({ status: 200 });
  await expectSignedIn(ada, user);
  expect(JSON.parse((await ada.fetch("/me")).text)).toMatchObject({ userId: "u1" });
  expect(await ada.post("/api/auth/logout")).toMatchObject({ status: 200 });
  expect(await ada.fetch("/me")).toMatchObject({ status: 401 });
}

/**
 * Starts the application of Next, and signs in by its form.
 *
 * @param {Consumer} consumer
 * @param {NodeJS.ProcessEnv} env
 */
async function expectSignIn(consumer, env) {
  const start = ["node_modules/.bin/next", "start", "--hostname", "127.0.0.1", "--port", "0"];
  const server = await consumer.start(start, env);
  try {
    const ada = createTestClient(server.origin);
    const redirected = await ada.open("/dashboard");
    expect(redirected).toMatchObject({ status: 307 });
    expect(redirected.location).toMatch(/\/sign-in\?callbackUrl=%2Fdashboard$/);
    const { text } = await ada.open("/sign-in");
    const form = new FormData();
    for (const [, name = ""] of text.matchAll(/name="(\$ACTION[^"]*)"/g)) form.set(name, "");
    form.set("email", "ada@app.example");
    form.set("password", "violet-anchor-58");
    expect(await ada.postForm("/sign-in", form)).toMatchObject({ status: 303 });
    expect((await ada.open("/dashboard")).text).toContain("The dashboard of u1");
    await expectSignedIn(ada, { id: "u1" });
  } finally {
    await server.close();
  }
}

/**
 * Installs an application before the tests, checks the installed packages, and cleans up.
 *
 * @param {string} name
 * @param {Parameters<typeof createConsumer>[2]} options
 * @param {string[]} ours all dependencies that our packages should add
 */
function useConsumer(name, options, ours) {
  const app = { consumer: /** @type {Consumer} */ (/** @type {unknown} */ (undefined)) };
  const installation = installations.then(async () =>
    createConsumer(name, await publishing, options),
  );
  installations = Promise.allSettled([installation]);

  beforeAll(async () => {
    app.consumer = await installation;
  }, 5 * MINUTES);

  afterAll(() => app.consumer?.remove());

  test("only expected packages are installed", () => {
    const installed = inspectInstalled(app.consumer.folder);
    const { count, megabytes } = installed;
    console.log(`${options.install.join(" ")}: ${count} packages, ${megabytes.toFixed(1)} MB`);
    expect(installed.ours).toEqual([...ours].sort());
    expect(installed.unexpected).toEqual([]);
    expect(installed.scripts).toEqual([]);
    for (const heavy of ["next", "react", "@prisma/client", "drizzle-orm", "express", "ioredis"]) {
      expect(installed.names.includes(heavy), heavy).toBe(options.install.includes(heavy));
    }
  });

  return app;
}

/**
 * @param {ReturnType<typeof createTestClient>} client
 * @param {object} [user] the public user
 */
async function expectSignedIn(client, user = { id: "u1", name: "Ada" }) {
  const { status, text } = await client.fetch("/api/auth/session");
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ status: "authenticated", user });
}
