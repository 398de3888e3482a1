import type { JsonSchema } from "../../src/openapi/open-api.ts";
import { schemas } from "../../src/openapi/schemas.ts";

/** The differences between a value and a schema of this application, each with its place. */
export function violations(schema: JsonSchema, value: unknown, place = "body"): string[] {
  if (schema.$ref) return violations(resolve(schema.$ref), value, place);
  if (schema.oneOf) {
    const tried = schema.oneOf.map((option) => violations(option, value, place));
    return tried.filter((found) => found.length === 0).length === 1 ? [] : tried.flat();
  }
  if (schema.type !== undefined && ![schema.type].flat().some((type) => isOf(type, value)))
    return [`${place} is not ${schema.type}`];
  if (schema.enum && !schema.enum.includes(value)) return [`${place} is none of ${schema.enum}`];
  if (Array.isArray(value))
    return value.flatMap((item, at) => violations(schema.items ?? {}, item, `${place}[${at}]`));
  if (typeof value !== "object" || value === null) return [];
  return memberViolations(schema, value as Record<string, unknown>, place);
}

/** Members that are not described are violations as well. */
function memberViolations(
  { properties, required = [] }: JsonSchema,
  value: Record<string, unknown>,
  place: string,
): string[] {
  if (!properties) return [];
  const missing = required.filter((name) => !(name in value));
  return [
    ...missing.map((name) => `${place}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, member]) => {
      const schema = properties[name];
      return schema
        ? violations(schema, member, `${place}.${name}`)
        : [`${place}.${name} is not described`];
    }),
  ];
}

/** Throws if the reference has no schema. */
export function resolve(ref: string): JsonSchema {
  const name = /^#\/components\/schemas\/(\w+)$/.exec(ref)?.[1];
  const found = Object.entries(schemas).find(([known]) => known === name)?.[1];
  if (!found) throw new TypeError(`There is no schema ${ref}.`);
  return found;
}

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
