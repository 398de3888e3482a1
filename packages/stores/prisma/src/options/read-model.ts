import { SessionConfigError } from "@sessionkit/core";
import type { Fields } from "@sessionkit/core/store";
import { type MappedModel, mapModel } from "../models/map-model.ts";
import type { Models } from "./read-client.ts";

/** A model of records: its name or `{ model, fields }`. Throws `SessionConfigError` for one that cannot hold them. */
export function readModel<Entry extends object>(
  option: string,
  value: unknown,
  fields: Fields<Entry>,
  models: Models,
): MappedModel<Entry> {
  const { model: name, fields: names = {} } = (
    typeof value === "object" && value !== null ? value : { model: value }
  ) as { model?: unknown; fields?: Readonly<Record<string, string | undefined>> };
  const model = typeof name === "string" ? models.get(name) : undefined;
  if (model) return mapModel(option, model, names, fields);
  throw new SessionConfigError(
    option,
    `the client has no model ${typeof name === "string" ? JSON.stringify(name) : String(name)}. There are ${[...models.keys()].join(", ")}. Name one as the client does, or { model, fields }; add those of @sessionkit/prisma to your schema and run prisma generate.`,
  );
}
