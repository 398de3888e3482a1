import { SessionConfigError } from "@sessionkit/core";
import type { Dialect } from "../dialects/dialect.ts";
import { dialectName } from "../dialects/dialect-name.ts";
import { sqlite } from "../dialects/sqlite.ts";
import { tableOption } from "./table-option.ts";

const DIALECTS: Partial<Record<Dialect["name"], Dialect>> = { sqlite };

/** The dialect of the table of sessions. */
export function chooseDialect(sessions: unknown): Dialect {
  const name = dialectName(tableOption("sessions", sessions).table);
  const dialect = name && DIALECTS[name];
  if (dialect) return dialect;
  throw new SessionConfigError(
    "sessions",
    `tables of ${name ?? "this database"} are not supported, those of ${Object.keys(DIALECTS).join(", ")} are.`,
  );
}
