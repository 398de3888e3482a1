import "server-only";
import { type Client, createClient } from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import { withFaults } from "./faults";

/** The proxy and the routes do not share modules, and the file should have one connection. */
const shared = globalThis as { [key: symbol]: Client | undefined };
const key = Symbol.for("next-dashboard.database");

shared[key] ??= withFaults(
  createClient({ url: `file:${process.env.DATABASE_FILE ?? "dashboard.db"}` }),
);

export const client: Client = shared[key];
export const db = drizzle({ client });
