import { SessionConfigError } from "@sessionkit/core";
import { describeType } from "@sessionkit/core/store";
import { isReconnecting } from "../libsql/reconnect-on-busy.ts";
import type { Client, Delegate } from "../models/delegate.ts";

/** The models of a client by the name of the client's property. */
export type Models = ReadonlyMap<string, Delegate>;

interface ReadClient {
  readonly client: Client;
  readonly models: Models;
  /** Of the driver adapter: `"postgres"`, `"mysql"` or `"sqlite"`; undefined if it is not known. */
  readonly provider: unknown;
}

/**
 * Returns the client with its models. If it reads from replicas, returns the primary: a replica that lags may not have a
 * new session, and may still have one that was ended.
 */
export function readClient(client: unknown): ReadClient {
  if (!hasMethod(client, "$connect")) {
    throw new SessionConfigError(
      "prisma",
      `expected a PrismaClient, got ${describeType(client)}. Pass what new PrismaClient({ adapter }) returns.`,
    );
  }
  if (isMock(client)) {
    throw new SessionConfigError(
      "prisma",
      "this is a mock: it has every property, and stores nothing. In tests without a database pass createMemoryStore() of @sessionkit/core/memory to createSessions in place of this store.",
    );
  }
  const primary = hasMethod(client, "$primary")
    ? (client as { $primary(): object }).$primary()
    : client;
  const adapter = readAdapter(primary);
  const models = modelsOf(primary);
  if (models.size > 0) return { client: primary as Client, models, provider: adapter?.provider };
  throw new SessionConfigError(
    "prisma",
    "the client has no models. Add the models of @sessionkit/prisma to your schema, and run prisma generate.",
  );
}

/** Whether any property can be read, as from `mockDeep` of jest-mock-extended. A client has its own properties only. */
function isMock(client: object): boolean {
  return Reflect.get(client, "sessionkitNoSuchModel") !== undefined;
}

interface Adapter {
  readonly adapterName?: unknown;
  readonly provider?: unknown;
}

/**
 * Returns the adapter. Rejects Prisma's libsql adapter without `reconnectOnBusy`. The adapter of a client is not public: if
 * a version of Prisma stores it elsewhere, this accepts the client.
 */
function readAdapter(client: object): Adapter | undefined {
  const config: unknown = Reflect.get(client, "_engineConfig");
  const adapter = (config as { adapter?: Adapter } | undefined)?.adapter;
  if (adapter?.adapterName !== "@prisma/adapter-libsql" || isReconnecting(adapter)) return adapter;
  throw new SessionConfigError(
    "prisma",
    "the libsql adapter loses writes after SQLITE_BUSY. Pass new PrismaClient({ adapter: reconnectOnBusy(new PrismaLibSql({ url })) }), with reconnectOnBusy from @sessionkit/prisma.",
  );
}

function modelsOf(client: object): Models {
  const entries = Object.keys(client)
    .filter((name) => /^[a-z]/i.test(name))
    .map((name): [string, unknown] => [name, Reflect.get(client, name)]);
  return new Map(entries.filter((entry): entry is [string, Delegate] => isModel(entry[1])));
}

function isModel(value: unknown): value is Delegate {
  return hasMethod(value, "findUnique") && typeof Reflect.get(value, "fields") === "object";
}

function hasMethod(value: unknown, name: string): value is object {
  return typeof Reflect.get(Object(value), name) === "function";
}
