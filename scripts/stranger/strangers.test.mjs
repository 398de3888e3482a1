import { usePostgres, useRedis } from "@sessionkit/test-servers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createStranger } from "./create-stranger.mjs";
import { createVisitor } from "./create-visitor.mjs";
import { lookAtInstalled } from "./installed.mjs";
import { publishAll } from "./publish-all.mjs";

/** @typedef {import("./create-stranger.mjs").Stranger} Stranger */

const MINUTES = 60_000;
const SESSION_SECRET = "oDd8tTKUVHtqpwZ4XRvD6ZQAbhTRNLjNSJSDhXUUTqQ=";

/** What core brings along. */
const core = ["@noble/hashes", "@sessionkit/core", "bowser", "ipaddr.js", "jose", "nanoid"];

/**
 * What a reader changes in the code of core's page, to have a store of ours.
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

/** One installs after the other, while those who have are tested. @type {Promise<unknown>} */
let arrivals = Promise.allSettled([publishing]);

beforeAll(() => publishing, 5 * MINUTES);

afterAll(async () => (await publishing).close());

// The one that takes longest comes first: meanwhile the others install.
describe("core, Drizzle, Next and React", () => {
  const visit = useStranger(
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

  test(
    "a user signs in by a form, is known on a protected page, and others are sent to sign in",
    async () => {
      const postgres = await usePostgres();
      const env = { SESSION_SECRET, DATABASE_URL: postgres.url };
      await visit.stranger.run(["npx", "next", "build"], env);
      const errors = await visit.stranger.compile("tsconfig.strict.json");
      expect(errors.filter((error) => !error.startsWith("node_modules/drizzle-orm/"))).toEqual([]);
      expect(errors, "drizzle-orm's types hold by now: take the line above away").not.toEqual([]);
      await visit.stranger.run(["node", "make-tables.js"], env);
      const start = ["node_modules/.bin/next", "start", "--hostname", "127.0.0.1", "--port", "0"];
      const server = await visit.stranger.start(start, env);
      try {
        const ada = createVisitor(server.origin);
        const turnedAway = await ada.open("/dashboard");
        expect(turnedAway).toMatchObject({ status: 307 });
        expect(turnedAway.location).toMatch(/\/sign-in\?callbackUrl=%2Fdashboard$/);
        const { text } = await ada.open("/sign-in");
        const form = new FormData();
        for (const [, name = ""] of text.matchAll(/name="(\$ACTION[^"]*)"/g)) form.set(name, "");
        form.set("name", "Ada");
        expect(await ada.postForm("/sign-in", form)).toMatchObject({ status: 303 });
        expect((await ada.open("/dashboard")).text).toContain("The dashboard of u1");
        await expectKnown(ada, { id: "u1" });
      } finally {
        await server.close();
        await postgres.close();
      }
    },
    5 * MINUTES,
  );
});

describe("core, Redis and Express", () => {
  const visit = useStranger(
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
    "a user signs in, is known, and signs out",
    async () => {
      const redis = await useRedis();
      expect(await visit.stranger.compile("tsconfig.json")).toEqual([]);
      const env = { SESSION_SECRET, REDIS_URL: redis.url };
      const server = await visit.stranger.start(["node", "dist/main.js"], env);
      try {
        const ada = createVisitor(server.origin);
        expect(await ada.fetch("/me")).toMatchObject({ status: 401 });
        expect(await ada.post("/sign-in", { name: "Ada" })).toMatchObject({ status: 200 });
        await expectKnown(ada);
        expect(JSON.parse((await ada.fetch("/me")).text)).toMatchObject({ userId: "u1" });
        expect(await ada.post("/api/auth/logout")).toMatchObject({ status: 200 });
        expect(await ada.fetch("/me")).toMatchObject({ status: 401 });
      } finally {
        await server.close();
        await redis.close();
      }
    },
    3 * MINUTES,
  );
});

describe("core and Prisma", () => {
  const visit = useStranger(
    "prisma",
    {
      install: ["@sessionkit/core", "@sessionkit/prisma", "@prisma/client", "@prisma/adapter-pg"],
      develop: ["@types/node", "prisma"],
      edit: { "src/sessions.ts": ownStore },
    },
    [...core, "@sessionkit/prisma"],
  );

  test(
    "a user signs in and is known",
    async () => {
      const postgres = await usePostgres();
      const models = "node_modules/@sessionkit/prisma/schema/postgresql.prisma";
      await visit.stranger.run(["sh", "-c", `cat ${models} >> schema.prisma`]);
      // Its engine for migrations is a download, and not used here; any file will do.
      const engine = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath };
      await visit.stranger.run(["npx", "prisma", "generate", "--schema=schema.prisma"], engine);
      expect(await visit.stranger.compile("tsconfig.json")).toEqual([]);
      const env = { SESSION_SECRET, DATABASE_URL: postgres.url };
      await visit.stranger.run(["node", "make-tables.js"], env);
      const server = await visit.stranger.start(["node", "dist/main.js"], env);
      try {
        const ada = createVisitor(server.origin);
        expect(await ada.fetch("/me")).toMatchObject({ status: 401 });
        expect(await ada.post("/sign-in")).toMatchObject({ status: 200 });
        await expectKnown(ada);
        expect(JSON.parse((await ada.fetch("/me")).text)).toMatchObject({ userId: "u1" });
      } finally {
        await server.close();
        await postgres.close();
      }
    },
    4 * MINUTES,
  );
});

describe("core and Hono, without a store", () => {
  const visit = useStranger(
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
    "a user signs in and is known",
    async () => {
      expect(await visit.stranger.compile("tsconfig.json")).toEqual([]);
      const server = await visit.stranger.start(["node", "dist/main.js"], { SESSION_SECRET });
      try {
        const ada = createVisitor(server.origin);
        expect(await ada.fetch("/me")).toMatchObject({ status: 401 });
        expect(await ada.post("/sign-in", { name: "Ada" })).toMatchObject({ status: 302 });
        await expectKnown(ada);
        expect((await ada.fetch("/me")).text).toBe(`{"user":"u1"}`);
      } finally {
        await server.close();
      }
    },
    3 * MINUTES,
  );

  test(
    "core runs alone, as its page shows it",
    async () => {
      expect(await visit.stranger.compile("tsconfig.json")).toEqual([]);
      const said = await visit.stranger.run(["node", "dist/memory.js"], { SESSION_SECRET });
      expect(said).toMatch(/current: true/);
    },
    3 * MINUTES,
  );
});

describe("a store of one's own", () => {
  const visit = useStranger(
    "own-store",
    { install: ["@sessionkit/core", "@sessionkit/testing", "vitest"] },
    [...core, "@sessionkit/testing", "tough-cookie", "tldts", "tldts-core", "undici"],
  );

  test(
    "is tested by one line",
    async () => {
      const said = await visit.stranger.run(["npx", "vitest", "run"]);
      expect(said).toMatch(/Tests\s+\d\d+ passed/);
    },
    3 * MINUTES,
  );
});

/**
 * Installs before the tests, looks at what has come, and cleans up.
 *
 * @param {string} app
 * @param {Parameters<typeof createStranger>[2]} options
 * @param {string[]} ours every package that is to come with ours
 */
function useStranger(app, options, ours) {
  const visit = { stranger: /** @type {Stranger} */ (/** @type {unknown} */ (undefined)) };
  const arrival = arrivals.then(async () => createStranger(app, await publishing, options));
  arrivals = Promise.allSettled([arrival]);

  beforeAll(async () => {
    visit.stranger = await arrival;
  }, 5 * MINUTES);

  afterAll(() => visit.stranger?.leave());

  test("nothing comes that was not asked for", () => {
    const installed = lookAtInstalled(visit.stranger.folder);
    const { count, megabytes } = installed;
    console.log(`${options.install.join(" ")}: ${count} packages, ${megabytes.toFixed(1)} MB`);
    expect(installed.ours).toEqual([...ours].sort());
    expect(installed.strays).toEqual([]);
    expect(installed.scripts).toEqual([]);
    for (const heavy of ["next", "react", "@prisma/client", "drizzle-orm", "express", "ioredis"]) {
      expect(installed.names.includes(heavy), heavy).toBe(options.install.includes(heavy));
    }
  });

  return visit;
}

/**
 * @param {ReturnType<typeof createVisitor>} visitor
 * @param {object} [user] what a browser may know of the user
 */
async function expectKnown(visitor, user = { id: "u1", name: "Ada" }) {
  const { status, text } = await visitor.fetch("/api/auth/session");
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ status: "authenticated", user });
}
