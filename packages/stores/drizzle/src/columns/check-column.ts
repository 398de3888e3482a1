import { SessionConfigError } from "@sessionkit/core";
import type { FieldKind } from "@sessionkit/core/store";
import type { Column } from "drizzle-orm";
import type { Dialect } from "../dialects/dialect.ts";
import type { Columns } from "../store/database.ts";
import { type Codec, codecFor, columnTypesFor } from "./codec.ts";

interface Question {
  readonly option: string;
  readonly member: string;
  readonly property: string;
  readonly kind: FieldKind;
  readonly available: Columns;
  readonly dialect: Dialect;
}

/** The column that holds a member. Throws `SessionConfigError` where there is none, or it would not hold it whole. */
export function checkColumn(question: Question): { column: Column; codec: Codec } {
  const { option, member, property, kind, available, dialect } = question;
  const at = `${option}.columns.${member}`;
  const column = Object.hasOwn(available, property) ? available[property] : undefined;
  if (!column) {
    throw new SessionConfigError(
      at,
      `the table has no column ${JSON.stringify(property)}. Add it, or name the column that holds ${member}: { table, columns: { ${member}: "…" } }. There are ${Object.keys(available).join(", ")}.`,
    );
  }
  const codec = codecFor(kind, column);
  if (!codec) {
    throw new SessionConfigError(
      at,
      `the column ${JSON.stringify(property)} is of Drizzle's type ${JSON.stringify(column.dataType)}, expected ${columnTypesFor(kind)}.`,
    );
  }
  if (kind === "timestamp" && !dialect.holdsMoments(column)) {
    throw new SessionConfigError(
      at,
      `the column ${JSON.stringify(property)} would not bring back every moment to the millisecond. Use ${dialect.momentColumn}.`,
    );
  }
  if (kind === "nullable" && column.notNull) {
    throw new SessionConfigError(
      at,
      `the column ${JSON.stringify(property)} must accept null: the value is not always known. Remove .notNull().`,
    );
  }
  return { column, codec };
}
