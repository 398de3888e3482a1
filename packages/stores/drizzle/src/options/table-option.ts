import { SessionConfigError } from "@sessionkit/core";
import { is, Table } from "drizzle-orm";

/** The table of an option that is a table, or an object with one and more about it. */
export function tableOption(option: string, value: unknown): { table: Table; more: object } {
  const table: unknown = is(value, Table) ? value : isObject(value) && Reflect.get(value, "table");
  if (is(table, Table)) return { table, more: table === value ? {} : (value as object) };
  throw new SessionConfigError(
    option,
    `expected a table of Drizzle's, or { table, … } with one, got ${isObject(value) ? "an object without" : String(value)}. Import yours, or one of @sessionkit/drizzle/pg, /mysql or /sqlite.`,
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
