import {
  ACTIVITY_FIELDS,
  type ActivityEntry,
  type FieldKind,
  type Fields,
  type PublishedRevocation,
  REVOCATION_FIELDS,
  SESSION_FIELDS,
  type SessionRecord,
} from "@sessionkit/core/store";

/** The members of a record and the indexes of its table, the same in every dialect. */
interface TablePlan<Entry> {
  readonly fields: Fields<Entry>;
  /** The members of each index, as the queries use them. */
  readonly indexes: readonly (readonly (keyof Entry & string)[])[];
}

const PLANS = {
  session: {
    fields: { ...SESSION_FIELDS, id: "key" },
    indexes: [["userId", "createdAt"], ["idleExpiresAt"], ["absoluteExpiresAt"]],
  } satisfies TablePlan<SessionRecord>,
  activity: {
    fields: { ...ACTIVITY_FIELDS, id: "key", sessionId: "key" },
    indexes: [["userId", "at", "id"], ["at"]],
  } satisfies TablePlan<ActivityEntry>,
  revocation: {
    fields: { ...REVOCATION_FIELDS, id: "key", subject: "key" },
    indexes: [["publishedAt", "id"], ["until"]],
  } satisfies TablePlan<PublishedRevocation>,
};

/** The functions of a dialect that declare a table. */
interface TableBuilders {
  readonly table: (name: string, columns: never, extra: never) => unknown;
  readonly index: (name: string) => { on(...columns: never[]): unknown };
  /** A column for each kind of member; `text` for those that are left out. A `key` compares byte for byte. */
  readonly columns: Readonly<Partial<Record<FieldKind, DeclareColumn>> & { text: DeclareColumn }>;
}

type DeclareColumn = (
  name: string,
  member: string,
) => { primaryKey(): unknown; notNull(): unknown };

/**
 * Declares a table. Its columns are named after the members in snake case, and its indexes after the table and their
 * columns, such as `session_idle_expires_at_idx`. All columns are NOT NULL except those of the kinds `nullable` and `owner`.
 */
export function declareTable<Table>(
  { table, index, columns: declare }: TableBuilders,
  tableName: string,
  plan: "session" | "activity" | "revocation",
): Table {
  const { fields, indexes } = PLANS[plan];
  const columns = Object.entries<FieldKind>(fields).map(([member, kind]) => {
    const column = (declare[kind] ?? declare.text)(snakeCase(member), member);
    if (member === "id") return [member, column.primaryKey()];
    return [member, kind === "nullable" || kind === "owner" ? column : column.notNull()];
  });
  const declareIndexes = (declared: Readonly<Record<string, never>>) =>
    indexes.map((members) => {
      const name = [tableName, ...members.map(snakeCase), "idx"].join("_");
      return index(name).on(...members.map((member) => declared[member] as never));
    });
  return table(tableName, Object.fromEntries(columns) as never, declareIndexes as never) as Table;
}

function snakeCase(member: string): string {
  return member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * The type of a table. Written out because declarations cannot be inferred here, and because the types that Drizzle 0.45
 * and 1.0 infer differ.
 */
export interface TableType<Entry extends object, Column, Dialect, Schema = undefined> {
  name: string;
  schema: Schema;
  columns: { -readonly [Name in keyof Entry]: Column & ColumnType<Entry[Name], Name> };
  dialect: Dialect;
  isAlias: false;
}

interface ColumnType<Value, Name> {
  readonly _: {
    readonly data: NonNullable<Value>;
    readonly notNull: null extends Value ? false : true;
    readonly hasDefault: false;
    readonly isPrimaryKey: Name extends "id" ? true : false;
  };
}
