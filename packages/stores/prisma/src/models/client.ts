/** A generated or extended PrismaClient: the members that this package reads of its type. */
export interface PrismaClientLike {
  readonly $connect: () => Promise<void>;
  readonly $extends: unknown;
}

/** A model of a generated client: the members that this package reads of its type. */
export interface PrismaModel {
  readonly [key: symbol]: {
    readonly types: {
      readonly payload: { readonly scalars: object; readonly objects: object };
      readonly operations: { readonly createMany: { readonly args: { readonly data?: unknown } } };
    };
  };
}

/** The names of a client's models, as properties of the client: `session` for `model Session`. */
export type ModelName<Client> = {
  [Name in keyof Client & string]: Client[Name] extends PrismaModel ? Name : never;
}[keyof Client & string];

type Types<Client, Model extends PropertyKey> = Client extends {
  readonly [Name in Model]: {
    readonly [key: symbol]: { readonly types: infer Found extends PrismaModel[symbol]["types"] };
  };
}
  ? Found
  : never;

/** The columns of a model. */
export type Scalars<Client, Model extends PropertyKey> = Types<Client, Model>["payload"]["scalars"];

/** The relations of a model to one row of another, each with the columns of the other model. */
export type Relations<Client, Model extends PropertyKey> = ToOne<
  Types<Client, Model>["payload"]["objects"]
>;

type ToOne<Objects> = {
  [Name in keyof Objects as Objects[Name] extends readonly unknown[] ? never : Name]: NonNullable<
    Objects[Name]
  > extends { readonly scalars: infer Columns }
    ? Columns
    : never;
};

/** The columns of a model that an INSERT must include. */
export type RequiredName<Client, Model extends PropertyKey> = RequiredKey<
  Exclude<
    Types<Client, Model>["operations"]["createMany"]["args"]["data"],
    readonly unknown[] | undefined
  >
>;

type RequiredKey<Row> = {
  [Name in keyof Row & string]-?: Record<never, never> extends Pick<Row, Name> ? never : Name;
}[keyof Row & string];
