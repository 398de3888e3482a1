import { SessionConfigError } from "@sessionkit/core";
import type { Dialect } from "../dialects/dialect.ts";
import { dialectName } from "../dialects/dialect-name.ts";
import { mysql } from "../dialects/mysql.ts";
import { pg } from "../dialects/pg.ts";
import { sqlite } from "../dialects/sqlite.ts";
import { tableOption } from "./table-option.ts";

const DIALECTS: Record<Dialect["name"], Dialect> = { mysql, pg, sqlite };

/** The dialect of the table of sessions. */
export function chooseDialect(sessions: unknown): Dialect {
  const name = dialectName(tableOption("sessions", sessions).table);
  if (name) return DIALECTS[name];
  throw new SessionConfigError(
    "sessions",
    `tables of this database are not supported, those of ${Object.keys(DIALECTS).join(", ")} are.`,
  );
}
