import { retryOnConflict } from "@sessionkit/core/store";

type Row = Record<string, unknown>;
export type Where = Record<string, unknown>;
export type Select = Record<string, unknown>;

/** What a model publishes about one of its fields. */
export interface FieldReference {
  readonly typeName: string;
  readonly isList?: boolean;
  readonly isEnum?: boolean;
}

/** The queries of a model that the store uses. Every provider has them. */
export interface Delegate {
  readonly fields: Readonly<Record<string, FieldReference>>;
  findUnique(query: { where: Where; select: Select }): Promise<Row | null>;
  findMany(query: {
    where: Where;
    select: Select;
    orderBy?: readonly Record<string, "asc" | "desc">[];
    take?: number;
  }): Promise<Row[]>;
  createMany(query: { data: readonly Row[] }): Promise<{ count: number }>;
  updateMany(query: { where: Where; data: Row }): Promise<{ count: number }>;
  deleteMany(query: { where: Where }): Promise<{ count: number }>;
}

/** The methods of a client that the store uses. */
export interface Client {
  $transaction(queries: readonly Promise<unknown>[]): Promise<unknown>;
  $executeRawUnsafe(sql: string): Promise<number>;
}

/** Returns the model with queries that are retried after a deadlock or a serialization failure. */
export function withRetries(model: Delegate): Delegate {
  return {
    fields: model.fields,
    findUnique: (query) => retry(() => model.findUnique(query)),
    findMany: (query) => retry(() => model.findMany(query)),
    createMany: (query) => retry(() => model.createMany(query)),
    updateMany: (query) => retry(() => model.updateMany(query)),
    deleteMany: (query) => retry(() => model.deleteMany(query)),
  };
}

/** Sends a query again after a deadlock or a serialization failure. */
export function retry<Result>(query: () => Promise<Result>): Promise<Result> {
  return retryOnConflict((error) => hasCode(error, "P2034"), query);
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === code;
}
