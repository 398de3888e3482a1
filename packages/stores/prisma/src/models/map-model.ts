import { SessionConfigError } from "@sessionkit/core";
import {
  createRowMapper,
  type Fields,
  type MappedField,
  mapFields,
  type NamedField,
  type RowMapper,
} from "@sessionkit/core/store";
import { type Delegate, type Select, type Where, withRetries } from "./delegate.ts";
import { encoderFor, fieldTypesFor } from "./encoders.ts";

/** A model with its fields mapped to the members of a record. */
export interface MappedModel<Entry extends object> extends RowMapper<Entry> {
  readonly model: Delegate;
  /** The model without retries, for a transaction. */
  readonly delegate: Delegate;
  /** Selects all mapped fields, even if the client omits some by default. */
  readonly select: Select;
  /** Returns the field that holds the member. */
  name(member: keyof Entry & string): string;
  /** Returns the condition for rows with these values. Throws for `undefined`, which Prisma would ignore. */
  where(values: Partial<Entry>): Where;
}

/** Throws `SessionConfigError`, with a path below `option`, if the model cannot hold the records. */
export function mapModel<Entry extends object>(
  option: string,
  delegate: Delegate,
  names: Readonly<Record<string, string | undefined>>,
  members: Fields<Entry>,
): MappedModel<Entry> {
  const fields = mapFields(`${option}.fields`, "field", members, names, (field) =>
    findEncoder(field, delegate),
  );
  const byMember = new Map(fields.map(({ member, name }) => [member, name]));
  const mapper = createRowMapper<Entry>(fields);

  return {
    ...mapper,
    model: withRetries(delegate),
    delegate,
    select: Object.fromEntries(fields.map(({ name }) => [name, true])),
    name: (member) => byMember.get(member) ?? member,
    where: (values) =>
      Object.fromEntries(
        Object.entries(values).map(([member, value]) => [
          byMember.get(member) ?? member,
          mapper.encode(member as keyof Entry & string, value as Entry[keyof Entry & string]),
        ]),
      ),
  };
}

/**
 * Throws `SessionConfigError` if the model has no such field, or one of a wrong type. Prisma does not publish which fields
 * are unique, optional or have a default.
 */
function findEncoder(
  { path, member, kind, name }: NamedField,
  { fields }: Delegate,
): MappedField["encode"] {
  // Prisma's fields are a proxy: any property can be read, so only its keys are reliable.
  const existing = Object.keys(fields);
  const field = existing.includes(name) ? fields[name] : undefined;
  if (!field) {
    throw new SessionConfigError(
      path,
      `the model has no field ${JSON.stringify(name)}. Add it and run prisma generate, or map another field: { model, fields: { ${member}: "…" } }. Its fields: ${existing.join(", ")}.`,
    );
  }
  const encode = encoderFor(kind, field);
  if (encode) return encode;
  throw new SessionConfigError(
    path,
    `the field ${JSON.stringify(name)} has the type ${field.typeName}${field.isList ? "[]" : ""}, expected ${fieldTypesFor(kind)}.`,
  );
}
