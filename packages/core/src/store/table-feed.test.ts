import { describe, expect, it } from "vitest";
import type { Revocation } from "./revocation-feed.ts";
import { type PublishedRevocation, tableFeed } from "./table-feed.ts";

const START = Date.UTC(2026, 0, 1);

describe("readRevocations of a table", () => {
  it("returns entries by time, and the same ones by their ids", async () => {
    const { feed, add } = openTable();
    for (const id of ["b", "c", "a"]) add(id, 0);
    add("d", -1);
    expect(await readIds(feed, 10)).toEqual(["d", "a", "b", "c"]);
    expect(await readIds(feed, 1)).toEqual(["d", "a", "b", "c"]);
  });

  it("returns entries with the members of the port only", async () => {
    const { feed, add } = openTable();
    const { publishedAt: _, ...entry } = add("a", 0);
    expect((await feed.readRevocations(null, 10)).entries).toEqual([entry]);
  });

  it("returns a row that became visible after later ones were read", async () => {
    const { feed, add, pass } = openTable();
    add("early", 0);
    add("late", 9_000);
    const { cursor } = await feed.readRevocations(null, 10);
    pass(5_000);
    add("slow", 4_001);
    const { entries } = await feed.readRevocations(cursor, 10);
    expect(entries.map(({ id }) => id)).toContain("slow");
  });

  it("returns a row that became visible behind a page, and before the last page", async () => {
    const { feed, add, pass } = openTable();
    for (let second = 0; second < 60; second++) add(`row-${second}`, second * 1_000);
    const first = await feed.readRevocations(null, 50);
    add("slow", 49_000);
    pass(60_000);
    add("last", 120_000);
    const second = await feed.readRevocations(first.cursor, 50);
    expect(second.more).toBe(false);
    const { entries } = await feed.readRevocations(second.cursor, 100);
    expect(entries.map(({ id }) => id)).toContain("slow");
  });

  it("reads only the newest row again once the overlap has passed", async () => {
    const { feed, add, pass, positions } = openTable();
    for (let second = 0; second < 10; second++) add(`row-${second}`, second * 1_000);
    let { cursor } = await feed.readRevocations(null, 100);
    for (let i = 0; i < 3; i++) {
      pass(86_400_000);
      const page = await feed.readRevocations(cursor, 100);
      cursor = page.cursor;
    }
    expect(positions.map(({ publishedAt }) => publishedAt - START)).toEqual([
      -START,
      -1_000,
      9_000,
      9_000,
    ]);
  });

  it.each([
    ["is damaged", "feed:"],
    ["has no id", "feed:1:2:"],
    ["is of another store", "1767225600000-0"],
    ["is empty", ""],
  ])("starts at the beginning if the cursor %s", async (_, cursor) => {
    const { feed, add } = openTable();
    add("a", 0);
    await feed.readRevocations(null, 10);
    const { entries } = await feed.readRevocations(cursor, 10);
    expect(entries.map(({ id }) => id)).toEqual(["a"]);
  });

  it("starts at the beginning for the cursor of another process", async () => {
    const { rows, feed, add } = openTable();
    add("a", 0);
    add("b", 3_600_000);
    const { cursor } = await feed.readRevocations(null, 10);
    const inside = await feed.readRevocations(null, 1);
    for (const foreign of [cursor, inside.cursor]) {
      const { entries } = await openTable(rows).feed.readRevocations(foreign, 10);
      expect(entries.map(({ id }) => id)).toEqual(["a", "b"]);
    }
  });
});

describe("publishRevocation in a table", () => {
  it("publishes again if the statement took longer than 5 seconds", async () => {
    const { feed, rows, durations } = openTable();
    durations.push(5_001, 5_000);
    await feed.publishRevocation(build("a"));
    expect(rows.map(({ id, publishedAt }) => [id, publishedAt - START])).toEqual([["a", 5_001]]);
  });

  it("rejects after three statements that took longer", async () => {
    const { feed, durations } = openTable();
    durations.push(5_001, 5_001, 5_001, 0);
    await expect(feed.publishRevocation(build("a"))).rejects.toMatchObject({
      code: "session_store",
      message: expect.stringContaining("longer than 5 seconds"),
    });
    expect(durations).toEqual([0]);
  });
});

/** A table in memory, whose database has the time of the monotonic clock. */
function openTable(rows: PublishedRevocation[] = []) {
  let now = 0;
  /** Durations of the next inserts. */
  const durations: number[] = [];
  const positions: { readonly publishedAt: number }[] = [];
  const insert = (row: PublishedRevocation) => {
    rows.push(row);
    rows.sort((a, b) => a.publishedAt - b.publishedAt || (a.id < b.id ? -1 : 1));
    return row;
  };
  const feed = tableFeed(
    {
      async insert(entry) {
        insert({ ...entry, publishedAt: START + now });
        now += durations.shift() ?? 0;
      },
      async remove(id) {
        rows.splice(
          rows.findIndex((row) => row.id === id),
          1,
        );
      },
      async selectAfter(position, limit) {
        positions.push(position);
        const { publishedAt, id } = position;
        return rows
          .filter(
            (row) =>
              row.publishedAt > publishedAt || (row.publishedAt === publishedAt && row.id > id),
          )
          .slice(0, limit);
      },
      deleteRevocations: async () => 0,
    },
    () => now,
  );
  return {
    feed,
    rows,
    durations,
    positions,
    /** Adds a row whose time is `offset` milliseconds after the start. */
    add: (id: string, offset: number) => insert({ ...build(id), publishedAt: START + offset }),
    pass(ms: number) {
      now += ms;
    },
  };
}

async function readIds(
  feed: ReturnType<typeof openTable>["feed"],
  limit: number,
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  for (let more = true; more; ) {
    const page = await feed.readRevocations(cursor, limit);
    ids.push(...page.entries.map(({ id }) => id));
    ({ cursor, more } = page);
  }
  return ids;
}

function build(id: string): Revocation {
  return {
    id,
    subject: "user:ada",
    notBefore: new Date(START),
    until: new Date(START),
    reason: "revoked",
    cookiesCleared: false,
  };
}
