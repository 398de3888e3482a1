import { entityKind } from "drizzle-orm";
import type { Dialect } from "./dialect.ts";

/**
 * Which database a table or a connection of Drizzle is for, by the names that Drizzle gives its classes;
 * `undefined` for what is none of its own. Not `instanceof`: there may be two copies, and it would load all three
 * dialects.
 */
export function dialectName(entity: object): Dialect["name"] | undefined {
  for (let kind = entity.constructor; kind?.prototype; kind = Object.getPrototypeOf(kind)) {
    const name: unknown = Reflect.get(kind, entityKind);
    if (typeof name !== "string") continue;
    if (name.includes("SQLite")) return "sqlite";
    if (name.includes("Pg")) return "pg";
    if (name.includes("MySql")) return "mysql";
  }
  return undefined;
}
