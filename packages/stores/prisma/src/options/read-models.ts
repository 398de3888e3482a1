import { SessionConfigError } from "@sessionkit/core";
import { describeType, type Fields } from "@sessionkit/core/store";
import type { Delegate, Select } from "../models/delegate.ts";
import { type MappedModel, mapModel } from "../models/map-model.ts";
import type { Models } from "./read-client.ts";

/** Reads a model option: a name or `{ model, fields }`. Throws `SessionConfigError` if it cannot hold the records. */
export function readModel<Entry extends object>(
  option: string,
  value: unknown,
  members: Fields<Entry>,
  models: Models,
): MappedModel<Entry> {
  const { model: name, fields = {} } = (isObject(value) ? value : { model: value }) as {
    model?: unknown;
    fields?: Readonly<Record<string, string | undefined>>;
  };
  const model = typeof name === "string" ? models.get(name) : undefined;
  if (model) return mapModel(option, model, fields, members);
  throw new SessionConfigError(
    option,
    `the client has no model ${describeName(name)}. Its models: ${[...models.keys()].join(", ")}. Pass one of these names, or { model, fields }. If yours is missing, add it to the schema and run prisma generate.`,
  );
}

export interface UserRelation {
  readonly relation: string;
  /** The fields of the user to select. Default: all. */
  readonly select?: Select;
}

/**
 * Reads the user option: the name of a relation or `{ relation, select }`. Throws `SessionConfigError` for a column. Prisma
 * does not publish its relations, so a name that does not exist is rejected by the first query.
 */
export function readUser(value: unknown, sessions: Delegate): UserRelation {
  const { relation, select } = (
    isObject(value) ? value : { relation: value }
  ) as Partial<UserRelation>;
  if (typeof relation !== "string" || Object.keys(sessions.fields).includes(relation)) {
    throw new SessionConfigError(
      "user",
      `expected the name of a relation of the session model, got ${typeof relation === "string" ? `the column ${describeName(relation)}` : describeName(relation)}. Add user User? @relation(fields: [userId], references: [id]) to the model, and pass "user".`,
    );
  }
  if (select === undefined) return { relation };
  const selected = Object.values(select);
  if (selected.length > 0 && selected.every((value) => value === true)) return { relation, select };
  throw new SessionConfigError(
    "user.select",
    "expected the fields of the user to select, each true: { id: true, name: true }.",
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function describeName(name: unknown): string {
  return typeof name === "string" ? JSON.stringify(name) : describeType(name);
}
