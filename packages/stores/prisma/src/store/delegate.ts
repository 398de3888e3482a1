export type Row = Record<string, unknown>;
export type Where = Record<string, unknown>;
export type Select = Record<string, unknown>;

/** What a model publishes about one of its fields. */
export interface FieldReference {
  readonly typeName: string;
  readonly isList?: boolean;
  readonly isEnum?: boolean;
}

/** The part of a model's queries that this package uses; every provider has them. */
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
