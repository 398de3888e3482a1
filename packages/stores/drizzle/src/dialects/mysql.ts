import { and, eq, sql } from "drizzle-orm";
import { countingWrites } from "./counting-writes.ts";
import type { Dialect } from "./dialect.ts";

/** For MySQL and MariaDB. MySQL has no `RETURNING`; both report the number of rows that a statement found. */
export const mysql: Dialect = {
  name: "mysql",

  timestampColumn: 'datetime("…", { fsp: 3 })',

  canHoldTimestamps(column) {
    const type = column.getSQLType();
    const [datetime, precision = "0"] = /^datetime(?:\((\d)\))?/.exec(type) ?? [];
    return datetime ? Number(precision) >= 3 : !/^(date|timestamp|int|mediumint)\b/.test(type);
  },

  createWrites: countingWrites,

  byteOrder: (id) => sql`${id}`,

  // Does not depend on the time zone of the connection.
  now: sql`timestampdiff(microsecond, '1970-01-01', utc_timestamp(3)) div 1000`,

  // In a comparison with a number, MySQL converts text to the number that it starts with, inexactly.
  isUser(id, userId) {
    const type = id.getSQLType();
    if (!/int|serial/.test(type) || /int|serial/.test(userId.getSQLType())) return eq(id, userId);
    const integer = sql.raw(/unsigned|serial/.test(type) ? "unsigned" : "signed");
    const sameNumber = sql`${id} = cast(${userId} as ${integer})`;
    return and(sameNumber, sql`cast(${id} as char) = ${userId}`) ?? sameNumber;
  },
};
