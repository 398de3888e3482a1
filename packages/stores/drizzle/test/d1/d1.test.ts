import { request } from "node:http";
import { text } from "node:stream/consumers";
import type { ActivityLog, RevocationFeed, SessionStore, UserJoin } from "@sessionkit/core";
import { bundle, type RuntimeServer, startWorkers } from "@sessionkit/test-servers/runtimes";
import {
  describeActivityLog,
  describeRevocationFeed,
  describeStore,
  describeUserJoin,
} from "@sessionkit/testing";
import { createRemoteStore } from "@sessionkit/testing/binding-world";
import { afterAll, beforeAll } from "vitest";
import { sessionTable } from "../../src/sqlite.ts";

type Store = SessionStore & ActivityLog & RevocationFeed & UserJoin<object>;

const NAME = "D1 in a Worker";
const VERBS: readonly (keyof Store)[] = [
  ...(["insert", "find", "update", "delete", "findByUser", "deleteByUser"] as const),
  ...(["deleteExpired", "findWithUser", "record", "listByUser", "deleteBefore"] as const),
  ...(["publishRevocation", "readRevocations", "deleteRevocations"] as const),
];

/** The bundle has the version of Drizzle that the project of this test has. */
const isDrizzle1 = (sessionTable.settledAt.dataType as string) === "object date";
const code = bundle(
  new URL("./worker.ts", import.meta.url),
  isDrizzle1 ? { "drizzle-orm": "drizzle-orm-1" } : {},
);

let server: RuntimeServer;
beforeAll(async () => {
  server = await startWorkers(await code, {}, ["DB"]);
  const answer = await post(`${server.origin}/tables`, "");
  if (answer !== "created") throw new Error(answer);
});
afterAll(() => server.close());

// The runner is on Node, and each verb is called in the Worker.
const openStore = (path: string) =>
  createRemoteStore<Store>(`${server.origin}${path}`, VERBS, post);
const createStore = () => openStore("/store");
const createPeer = () => openStore("/peer");
const createBrokenStore = () => openStore("/broken");

describeStore(NAME, createStore, { createPeer, createBrokenStore });
describeActivityLog(NAME, createStore, { createBrokenStore });
describeRevocationFeed(NAME, createStore, { createPeer, createBrokenStore });

let users = 0;
describeUserJoin(
  NAME,
  () => {
    const table = createRemoteStore<{ insert: (user: object) => Promise<unknown> }>(
      `${server.origin}/users`,
      ["insert"],
      post,
    );
    return {
      store: createStore(),
      async insertUser() {
        const user = {
          id: `user-${++users}`,
          name: "Ada 👩‍💻",
          role: null,
          settings: { dark: true },
          joinedAt: new Date("2026-01-01T00:00:00.000Z"),
        };
        await table.insert(user);
        return { id: user.id, user };
      },
    };
  },
  { createBrokenStore },
);

/** On a connection of its own: workerd may close one that is idle while the next request is sent on it. */
function post(url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { method: "POST", agent: false }, (response) => resolve(text(response)))
      .on("error", reject)
      .end(body);
  });
}
