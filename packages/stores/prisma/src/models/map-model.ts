import type { FieldKind, Fields } from "@sessionkit/core/store";
import type { Delegate, Row, Select, Where } from "../store/delegate.ts";
import { retryModel } from "../store/retry-model.ts";
import { checkFields } from "./check-fields.ts";

/** A model in terms of a record's members, whatever its fields are called and however they hold them. */
export interface MappedModel<Entry extends object> {
  readonly model: Delegate;
  /** What a query asks for, so that a global `omit` or an extension leaves nothing out. */
  readonly select: Select;
  /** What the model calls a member. */
  name(member: keyof Entry & string): string;
  /** False where no row can have the value. */
  canHold<Member extends keyof Entry & string>(member: Member, value: Entry[Member]): boolean;
  /** A member's value as its field takes it, to compare with. Throws for one of another type. */
  encode<Member extends keyof Entry & string>(member: Member, value: Entry[Member]): unknown;
  /** The rows that have these very values. */
  where(values: Partial<Entry>): Where;
  /** What INSERT and UPDATE take. What is no member, or undefined, is left out. */
  toRow(values: Partial<Entry>): Row;
  /** The record of a row that was selected by `select`. Throws for a row that cannot be one. */
  fromRow(row: Row): Entry;
}

/** Throws `SessionConfigError`, naming a path below `option`, where the model cannot hold the records. */
export function mapModel<Entry extends object>(
  option: string,
  delegate: Delegate,
  names: Readonly<Record<string, string | undefined>>,
  fields: Fields<Entry>,
): MappedModel<Entry> {
  const kinds = Object.entries<FieldKind>(fields);
  const places = checkFields({ option, kinds, names, available: delegate.fields });
  const byMember = new Map(places.map((place) => [place.member, place]));
  const place = (member: string) => {
    const found = byMember.get(member);
    if (!found) throw new TypeError(`There is no member ${JSON.stringify(member)}.`);
    return found;
  };
  const encode = (member: string, value: unknown) => {
    const encoded = place(member).codec.encode(value);
    if (encoded !== undefined) return encoded;
    throw new TypeError(`The value of ${member} does not fit into its field.`);
  };
  const toRow = (values: Row): Row =>
    Object.fromEntries(
      places
        .filter(({ member }) => values[member] !== undefined)
        .map(({ member, field }) => [field, encode(member, values[member])]),
    );

  return {
    model: retryModel(delegate),
    select: Object.fromEntries(places.map(({ field }) => [field, true])),
    name: (member) => place(member).field,
    canHold: (member, value) => place(member).codec.encode(value) !== undefined,
    encode,
    where: (values) =>
      Object.fromEntries(
        Object.entries(values).map(([member, value]) => [
          place(member).field,
          encode(member, value),
        ]),
      ),
    toRow: (values) => toRow(values as Row),
    fromRow: (row) =>
      Object.fromEntries(
        places.map(({ member, field, codec }) => [member, codec.decode(row[field])]),
      ) as Entry,
  };
}
