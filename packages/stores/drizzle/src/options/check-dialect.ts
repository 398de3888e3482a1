import { SessionConfigError } from "@sessionkit/core";
import type { Dialect } from "../dialects/dialect.ts";
import { dialectName } from "../dialects/dialect-name.ts";

/** Throws `SessionConfigError` for a table or database of another dialect than the table of sessions. */
export function checkDialect(option: string, entity: object, dialect: Dialect): void {
  const name = dialectName(entity);
  // What is wrapped in an object of the application's own does not say, and is believed.
  if (!name || name === dialect.name) return;
  throw new SessionConfigError(
    option,
    `this is of ${name}, and the table of sessions is of ${dialect.name}. Import the tables for your database.`,
  );
}
