import { SessionConfigError } from "../base/errors.ts";
import { decodeField } from "./decode-field.ts";
import type { FieldKind, Fields } from "./record-fields.ts";

/** A member of a record, and the column of the application's table that holds it. */
export interface MappedField {
  readonly member: string;
  readonly kind: FieldKind;
  /** Name of the column. */
  readonly name: string;
  /** Returns the value as the column stores it; `undefined` if the column cannot hold it. */
  readonly encode: (value: unknown) => unknown;
}

/** A column before its type is checked. */
export interface NamedField extends Omit<MappedField, "encode"> {
  /** Path in the options, for errors. */
  readonly path: string;
}

/** Converts between the members of a record and the columns of a row. */
export interface RowMapper<Entry extends object> {
  /** Whether the column can hold the value. If not, no row has it. */
  canHold<Member extends keyof Entry & string>(member: Member, value: Entry[Member]): boolean;
  /** Returns a member's value as its column stores it. Throws `TypeError` if the column cannot hold it. */
  encode<Member extends keyof Entry & string>(member: Member, value: Entry[Member]): unknown;
  /** Returns the columns for INSERT or UPDATE. Omits values that are undefined or not members of the record. */
  toRow(values: Partial<Entry>): Record<string, unknown>;
  /** Returns the record of a row. Throws `TypeError` if a column has a value that its member cannot have. */
  fromRow(row: Readonly<Record<string, unknown>>): Entry;
}

/**
 * Maps each member of a record to a column: the application's name if `names` has one, else the member's own.
 *
 * Throws `SessionConfigError` if `names` has a key that is not a member, or if two members share a column.
 *
 * @param option path of the names in the options, such as `sessions.columns`
 * @param noun what the database library calls a column
 * @param findEncoder returns the encoder of a column. Throws `SessionConfigError`, for `path`, if the column cannot hold
 *   members of this kind.
 */
export function mapFields(
  option: string,
  noun: "column" | "field",
  fields: Fields<never>,
  names: Readonly<Record<string, string | undefined>>,
  findEncoder: (field: NamedField) => MappedField["encode"],
): MappedField[] {
  for (const member of Object.keys(names)) {
    if (Object.hasOwn(fields, member)) continue;
    throw new SessionConfigError(
      `${option}.${member}`,
      `is not a member of the record. Expected one of ${Object.keys(fields).join(", ")} as the key, and your name as the value.`,
    );
  }
  const members = new Map<string, string>();
  return Object.entries<FieldKind>(fields).map(([member, kind]) => {
    const name = names[member] ?? member;
    const path = `${option}.${member}`;
    const encode = findEncoder({ path, member, kind, name });
    const other = members.get(name);
    if (other) {
      throw new SessionConfigError(
        path,
        `the ${noun} ${JSON.stringify(name)} already holds ${other}. Use a separate ${noun} for each member.`,
      );
    }
    members.set(name, member);
    return { member, kind, name, encode };
  });
}

/** Creates the mapper for a table or model. Rows have the columns by name. */
export function createRowMapper<Entry extends object>(
  fields: readonly MappedField[],
): RowMapper<Entry> {
  const byMember = new Map(fields.map((field) => [field.member, field]));
  const encode = (member: string, value: unknown): unknown => {
    const encoded = byMember.get(member)?.encode(value);
    if (encoded !== undefined) return encoded;
    throw new TypeError(`The column for ${member} cannot hold a value of this type or size.`);
  };

  return {
    canHold: (member, value) => byMember.get(member)?.encode(value) !== undefined,
    encode,
    toRow: (values) =>
      Object.fromEntries(
        fields
          .filter(({ member }) => values[member as keyof Entry] !== undefined)
          .map(({ member, name }) => [name, encode(member, values[member as keyof Entry])]),
      ),
    fromRow: (row) =>
      Object.fromEntries(
        fields.map(({ member, kind, name }) => [member, decodeField(kind, row[name])]),
      ) as Entry,
  };
}
