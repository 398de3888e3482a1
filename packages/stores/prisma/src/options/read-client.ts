import { SessionConfigError } from "@sessionkit/core";
import type { Delegate } from "../store/delegate.ts";
import { checkAdapter } from "./check-adapter.ts";

/** The models of a client, by the names that it gives them. */
export type Models = ReadonlyMap<string, Delegate>;

/**
 * Of a client that reads from replicas it is the primary's: a replica that lags does not know a session that was
 * just made, and still knows one that was just ended.
 */
export function readClient(client: unknown): Models {
  if (!isObject(client) || typeof Reflect.get(client, "$connect") !== "function") {
    throw new SessionConfigError(
      "prisma",
      `expected a client of Prisma's, got ${isObject(client) ? "another object" : String(client)}. Pass what new PrismaClient({ adapter }) returns.`,
    );
  }
  const primary: unknown = Reflect.get(client, "$primary");
  const database: unknown = typeof primary === "function" ? primary.call(client) : client;
  if (isObject(database)) checkAdapter(database);
  const models = isObject(database) ? modelsOf(database) : [];
  if (models.length > 0) return new Map(models);
  throw new SessionConfigError(
    "prisma",
    "the client has no models. Add those of @sessionkit/prisma to your schema and run prisma generate.",
  );
}

function modelsOf(client: object): [string, Delegate][] {
  return Object.keys(client)
    .filter((name) => /^[a-z]/i.test(name))
    .map((name): [string, unknown] => [name, Reflect.get(client, name)])
    .filter((entry): entry is [string, Delegate] => isModel(entry[1]));
}

function isModel(value: unknown): value is Delegate {
  return (
    isObject(value) &&
    isObject(Reflect.get(value, "fields")) &&
    typeof Reflect.get(value, "findUnique") === "function"
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
