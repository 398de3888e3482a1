import { SessionConfigError } from "@sessionkit/core";
import type { Column, Table } from "drizzle-orm";
import type { Columns } from "../store/database.ts";

interface Question {
  readonly option: string;
  readonly table: Table;
  readonly names: Readonly<Record<string, string | undefined>>;
  readonly places: readonly { member: string; property: string; column: Column }[];
  readonly available: Columns;
}

/** Throws `SessionConfigError` where the columns are right one by one, but not together. */
export function checkTable({ option, table, names, places, available }: Question): void {
  const members = new Map(places.map(({ member, column }) => [member, column]));
  for (const name of Object.keys(names)) {
    if (members.has(name)) continue;
    throw new SessionConfigError(
      `${option}.columns.${name}`,
      `there is no such member. Its key is one of ${[...members.keys()].join(", ")}; its value is the table's own name.`,
    );
  }
  const seen = new Map<string, string>();
  for (const { member, property } of places) {
    const other = seen.get(property);
    if (other) {
      throw new SessionConfigError(
        `${option}.columns.${member}`,
        `the column ${JSON.stringify(property)} holds ${other} already. Each member needs a column of its own.`,
      );
    }
    seen.set(property, member);
  }
  for (const [property, column] of Object.entries(available)) {
    if (seen.has(property) || !column.notNull || column.hasDefault || column.generated) continue;
    throw new SessionConfigError(
      `${option}.${property}`,
      "the column must be filled, and the store does not know with what. Give it a default, or let it accept null.",
    );
  }
  const id = members.get("id");
  if (id && !id.primary && !id.isUnique && !hasConstraints(table)) {
    throw new SessionConfigError(
      `${option}.columns.id`,
      "the column must be unique, so that an id is never given twice. Add .primaryKey() or .unique().",
    );
  }
}

/** A composite or named constraint is told to Drizzle apart from the column, in a callback. */
function hasConstraints(table: Table): boolean {
  return Boolean(Reflect.get(table, Symbol.for("drizzle:ExtraConfigBuilder")));
}
