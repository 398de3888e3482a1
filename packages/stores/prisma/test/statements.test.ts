import type { ActivityLog, RevocationFeed, SessionStore, UserJoin } from "@sessionkit/core";
import { buildActivity, buildRecord, buildRevocation } from "@sessionkit/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { createPrismaStore } from "../src/store/create-prisma-store.ts";
import type { Statement } from "./database.ts";
import { openMariadb } from "./open-mariadb.ts";
import { connectJoining, connectPostgres, openPostgres } from "./open-postgres.ts";
import { openSqlite } from "./open-sqlite.ts";

type Store = SessionStore & UserJoin<unknown> & ActivityLog & RevocationFeed;

interface Subject {
  readonly store: Store;
  readonly statements: Statement[];
  /** Of the feed, after most of its entries. */
  readonly cursor?: string;
  /** Returns the query plan. No step may read a whole table. */
  readonly explain: (statement: Statement) => Promise<{ steps: string[]; wholeTable: RegExp }>;
}

const models = {
  sessions: "session",
  user: "user",
  activity: "sessionActivity",
  revocations: "sessionRevocation",
} as const;
const now = new Date("2100-01-02T00:00:00.000Z");
const past = new Date("2026-01-15T00:00:00.000Z");
const user = { id: "ada", name: "Ada", settings: {}, joinedAt: now };
const record = buildRecord({ userId: user.id });
const more = [1, 2].map(() => buildRecord({ userId: user.id }));

type Call = (store: Store, cursor: string | null) => Promise<unknown>;

/** The number of statements of each verb; `join` is the number for a session with its user. */
const verbs = (join: number): [string, number, Call][] => [
  ["insert", 1, (store) => store.insert(record)],
  ["find", 1, (store) => store.find(record.id)],
  ["findWithUser", join, (store) => store.findWithUser(record.id)],
  [
    "64 concurrent finds",
    1,
    (store) => Promise.all(Array.from({ length: 64 }, (_, i) => store.find(`id-${i}`))),
  ],
  ["update that succeeds", 1, (store) => store.update(record.id, 1, { ip: null })],
  ["update that conflicts", 2, (store) => store.update(record.id, 1, { ip: null })],
  ["findByUser", 1, (store) => store.findByUser(user.id, now)],
  ["record", 1, (store) => store.record(buildActivity({ userId: user.id, at: past }))],
  ["listByUser", 1, (store) => store.listByUser(user.id, 10)],
  ["listByUser from a cursor", 1, (store) => store.listByUser(user.id, 10, buildActivity())],
  ["deleteBefore", 2, (store) => store.deleteBefore(now, 10)],
  ["insert", 1, (store) => store.insert(more[0] ?? record)],
  ["insert", 1, (store) => store.insert(more[1] ?? record)],
  [
    "deleteByUser of three sessions except one",
    3,
    (store) => store.deleteByUser(user.id, record.id),
  ],
  ["delete", 1, (store) => store.delete(record.id)],
  [
    "insert of an expired session",
    1,
    (store) => store.insert(buildRecord({ createdAt: past, idleExpiresAt: past })),
  ],
  ["publishRevocation", 1, (store) => store.publishRevocation(buildRevocation({ until: past }))],
  ["readRevocations", 1, (store, cursor) => store.readRevocations(cursor, 10)],
  ["deleteRevocations", 2, (store) => store.deleteRevocations(now, 10)],
  ["deleteExpired", 3, (store) => store.deleteExpired(now, 10)],
];

describeStatements("Postgres", 2, async () => {
  const { prisma, statements, url } = await openPostgres();
  await prisma.user.create({ data: user });
  return {
    store: createPrismaStore(prisma, models),
    statements,
    explain: explainOnPostgres(url),
  };
});

describeStatements("Postgres with relationJoins", 1, async () => {
  const { prisma: migrating, url } = await openPostgres();
  await migrating.user.create({ data: user });
  const { prisma, statements } = connectJoining(url);
  return {
    store: createPrismaStore(prisma, models),
    statements,
    explain: explainOnPostgres(url),
  };
});

describeStatements("MariaDB", 2, async () => {
  const { prisma, statements } = await openMariadb();
  await prisma.user.create({ data: user });
  // For a small table, MariaDB reads all rows instead of the index.
  const many = Array.from({ length: 1_000 }, () => buildRecord({ createdAt: now }));
  await prisma.session.createMany({ data: many.map((one) => ({ ...one, data: "{}" })) });
  await prisma.sessionActivity.createMany({
    data: many.map(() => buildActivity({ at: new Date("2200-01-01") })),
  });
  const publishedAt = BigInt(Date.parse("2020-01-01"));
  await prisma.sessionRevocation.createMany({
    data: many.map(() => ({ ...buildRevocation(), publishedAt })),
  });
  await prisma.user.createMany({ data: many.map(({ id }) => ({ ...user, id })) });
  await prisma.$queryRawUnsafe(
    "ANALYZE TABLE session, session_activity, session_revocation, app_user",
  );
  const store = createPrismaStore(prisma, models);
  // Newer than all of these, so that the index has few rows after it.
  await store.publishRevocation(buildRevocation());
  const { cursor } = await store.readRevocations(null, 10_000);
  return {
    store,
    cursor,
    statements,
    async explain({ query, params }) {
      const rows = await prisma.$queryRawUnsafe<Record<string, unknown>[]>(
        `EXPLAIN ${query}`,
        ...params.map(withDates),
      );
      const steps = rows.map(({ type, key, Extra }) => `${type} by ${key}: ${Extra}`);
      return { steps, wholeTable: /^(ALL|index) |filesort/ };
    },
  };
});

describeStatements("SQLite", 2, async () => {
  const { prisma, statements } = await openSqlite();
  await prisma.user.create({ data: user });
  return {
    store: createPrismaStore(prisma, models),
    statements,
    async explain({ query, params }) {
      const rows = await prisma.$queryRawUnsafe<Record<string, unknown>[]>(
        `EXPLAIN QUERY PLAN ${query}`,
        ...params,
      );
      return { steps: rows.map(({ detail }) => String(detail)), wholeTable: /SCAN|TEMP B-TREE/ };
    },
  };
});

function describeStatements(name: string, join: number, open: () => Promise<Subject>): void {
  describe(`on ${name}`, () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open();
    });

    it.each(verbs(join))(
      "%s sends %i statement(s) and reads no whole table",
      async (_, count, call) => {
        const { store, statements, explain, cursor } = subject;
        statements.length = 0;
        await call(store, cursor ?? null);
        const sent = [...statements];
        expect(sent.map(({ query }) => query)).toHaveLength(count);
        for (const statement of sent) {
          if (statement.query.startsWith("INSERT")) continue;
          const { steps, wholeTable } = await explain(statement);
          expect(steps.length).toBeGreaterThan(0);
          expect(steps.filter((step) => wholeTable.test(step))).toEqual([]);
        }
      },
    );
  });
}

/** The query log has dates as text, for which MariaDB does not use an index of dates. */
function withDates(param: unknown): unknown {
  const isDate = typeof param === "string" && /^\d{4}-\d\d-\d\dT.*Z$/.test(param);
  return isDate ? new Date(param) : param;
}

function explainOnPostgres(url: string): Subject["explain"] {
  // As for large tables: reads a whole table only if no index can be used.
  const { prisma } = connectPostgres(url, { options: "-c enable_seqscan=off" });
  return async ({ query, params }) => {
    const rows = await prisma.$queryRawUnsafe<Record<string, string>[]>(
      `EXPLAIN ${query}`,
      ...params,
    );
    return { steps: rows.map((row) => row["QUERY PLAN"] ?? ""), wholeTable: /Seq Scan/ };
  };
}
