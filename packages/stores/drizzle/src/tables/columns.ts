import {
  ACTIVITY_FIELDS,
  type ActivityEntry,
  type FieldKind,
  type Fields,
  SESSION_FIELDS,
  type SessionRecord,
} from "@sessionkit/core/store";

/**
 * Declares a column of a dialect for each kind of member. All are NOT NULL except `nullable`. `key` compares byte for byte.
 * `length` is the maximum number of bytes, for databases that need one.
 */
export type ColumnTypes<Builder> = Readonly<
  Record<"primaryKey" | FieldKind, (name: string, length: number) => Builder>
>;

/** The columns and indexes of a table, the same in every dialect. */
export interface TablePlan<Entry> {
  readonly columns: Fields<Entry>;
  /** The members of each index, as the queries use them. */
  readonly indexes: readonly (readonly (keyof Entry & string)[])[];
}

export const SESSION_PLAN: TablePlan<SessionRecord> = {
  columns: SESSION_FIELDS,
  indexes: [["userId", "createdAt"], ["idleExpiresAt"], ["absoluteExpiresAt"]],
};

export const ACTIVITY_PLAN: TablePlan<ActivityEntry> = {
  columns: { ...ACTIVITY_FIELDS, sessionId: "key" },
  indexes: [["userId", "at", "id"], ["at"]],
};

const LENGTHS: Readonly<Record<string, number>> = {
  id: 21,
  userId: 255,
  sessionId: 255,
  secretHash: 43,
  type: 32,
  ip: 45,
  userAgent: 512,
};

/** Declares the columns of a table. Their names are those of the members in snake case. */
export function declareColumns<Entry, Builder>(
  { columns }: TablePlan<Entry>,
  types: ColumnTypes<Builder>,
): Record<keyof Entry & string, Builder> {
  const declared = Object.entries<FieldKind>(columns).map(([member, kind]) => {
    const name = member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const declare = types[member === "id" ? "primaryKey" : kind];
    return [member, declare(name, LENGTHS[member] ?? 0)];
  });
  return Object.fromEntries(declared) as Record<keyof Entry & string, Builder>;
}

/** Declares the indexes of a table, named after it and their columns, such as `session_idle_expires_at_idx`. */
export function declareIndexes<Entry, Built>(
  tableName: string,
  { indexes }: TablePlan<Entry>,
  columns: Readonly<Record<string, { readonly name: string }>>,
  index: (name: string) => { on(...columns: never[]): Built },
): Built[] {
  return indexes.map((members) => {
    const indexed = members.flatMap((member) => columns[member] ?? []);
    const name = [tableName, ...indexed.map((column) => column.name), "idx"].join("_");
    return index(name).on(...(indexed as never[]));
  });
}

/**
 * The type of a table's columns. Written out because declarations cannot be inferred here, and because the types that
 * Drizzle 0.45 and 1.0 infer differ.
 */
export type ColumnsOf<Entry extends { readonly id: string }, Column> = {
  -readonly [Name in keyof Entry]: Column & {
    readonly _: {
      readonly name: string;
      readonly tableName: string;
      readonly data: NonNullable<Entry[Name]>;
      readonly notNull: null extends Entry[Name] ? false : true;
      readonly hasDefault: false;
      readonly isPrimaryKey: Name extends "id" ? true : false;
      readonly isAutoincrement: false;
      readonly hasRuntimeDefault: false;
      readonly enumValues: undefined;
      readonly identity: undefined;
      readonly generated: undefined;
    };
  };
};
