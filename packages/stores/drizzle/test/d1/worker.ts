import { answerRemoteCall } from "@sessionkit/testing/binding-world";
import { drizzle } from "drizzle-orm/d1";
import { createDrizzleStore } from "../../src/store/create-drizzle-store.ts";
import { sqliteTables } from "../sqlite-tables.ts";

/** What a Worker has of D1, as far as it is used here. */
interface D1 {
  prepare(sql: string): { run(): Promise<unknown> };
}

const { statements, missing, ...tables } = sqliteTables;

let stores: ReturnType<typeof createStores> | undefined;

/** As in an application: one for each environment, and not for each request. */
function createStores(database: D1) {
  const db = drizzle(database as never);
  const createStore = (given: object): object => createDrizzleStore(db as never, given as never);
  return {
    "/store": createStore(tables),
    "/peer": createStore(tables),
    "/broken": createStore({ ...tables, ...missing }),
    "/users": { insert: (user: never) => db.insert(tables.users as never).values(user) },
  };
}

/** A Worker with stores on its D1 database. `/tables` creates the tables, other paths call a verb of a store. */
export default {
  async fetch(request: Request, { DB }: { readonly DB: D1 }): Promise<Response> {
    const { pathname } = new URL(request.url);
    const body = await request.text();
    stores ??= createStores(DB);
    if (pathname in stores)
      return new Response(await answerRemoteCall(stores[pathname as keyof typeof stores], body));
    for (const statement of statements) await DB.prepare(statement).run();
    return new Response("created");
  },
};
