import { SessionConfigError } from "@sessionkit/core";
import type { FieldKind } from "@sessionkit/core/store";
import type { FieldReference } from "../store/delegate.ts";
import { type Codec, codecFor, fieldTypesFor } from "./codec.ts";

/** Where a model keeps a member of a record. */
export interface Place {
  readonly member: string;
  readonly field: string;
  readonly codec: Codec;
}

interface Question {
  readonly option: string;
  readonly kinds: readonly (readonly [member: string, kind: FieldKind])[];
  readonly names: Readonly<Record<string, string | undefined>>;
  readonly available: Readonly<Record<string, FieldReference>>;
}

/**
 * A place for every member. Throws `SessionConfigError` where there is none. Prisma does not say before the first
 * query which fields are unique, optional or have a default.
 */
export function checkFields({ option, kinds, names, available }: Question): Place[] {
  const members = kinds.map(([member]) => member);
  for (const name of Object.keys(names)) {
    if (members.includes(name)) continue;
    throw new SessionConfigError(
      `${option}.fields.${name}`,
      `there is no such member. Its key is one of ${members.join(", ")}; its value is the model's own name.`,
    );
  }
  const seen = new Map<string, string>();
  return kinds.map(([member, kind]) => {
    const field = names[member] ?? member;
    const codec = checkField(`${option}.fields.${member}`, member, kind, field, available);
    const other = seen.get(field);
    if (other) {
      throw new SessionConfigError(
        `${option}.fields.${member}`,
        `the field ${JSON.stringify(field)} holds ${other} already. Each member needs a field of its own.`,
      );
    }
    seen.set(field, member);
    return { member, field, codec };
  });
}

function checkField(
  option: string,
  member: string,
  kind: FieldKind,
  name: string,
  available: Question["available"],
): Codec {
  // Prisma keeps its fields in a proxy, which has only its keys to go by.
  const field = Object.keys(available).includes(name) ? available[name] : undefined;
  if (!field) {
    throw new SessionConfigError(
      option,
      `the model has no field ${JSON.stringify(name)}. Add it and run prisma generate, or name the field that holds ${member}: { model, fields: { ${member}: "…" } }. There are ${Object.keys(available).join(", ")}.`,
    );
  }
  const codec = codecFor(kind, field);
  if (codec) return codec;
  throw new SessionConfigError(
    option,
    `the field ${JSON.stringify(name)} is ${field.isList ? "a list of" : "of type"} ${field.typeName}, expected ${fieldTypesFor(kind)}.`,
  );
}
