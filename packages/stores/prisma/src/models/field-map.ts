import type { ModelName, RequiredName, Scalars } from "./client.ts";

/** The names of a model's columns in the Prisma schema. */
type FieldName<Client, Model extends PropertyKey> = keyof Scalars<Client, Model> & string;

/** The model's field for each member of a record. Required only for members whose field has another name. */
export type FieldMap<Entry, Client, Model extends PropertyKey> = {
  readonly [Member in Exclude<keyof Entry & string, FieldName<Client, Model>>]: FieldFor<
    Entry[Member],
    Scalars<Client, Model>
  >;
} & {
  readonly [Member in keyof Entry & FieldName<Client, Model>]?: FieldFor<
    Entry[Member],
    Scalars<Client, Model>
  >;
};

/** A member that may be null needs an optional field. */
type FieldFor<Value, Fields> = {
  [Name in keyof Fields & string]: null extends Value
    ? null extends Fields[Name]
      ? Name
      : never
    : Name;
}[keyof Fields & string];

/** The type that a model option must have: itself, or a type that names the error. */
export type CheckedModel<Entry, Client, Option> = Option extends {
  readonly model: infer Model extends string;
}
  ? Model extends ModelName<Client>
    ? {
        readonly model: Insertable<Client, Model, keyof Entry | MappedNames<Option>>;
      } & MappedFields<Entry, Client, Model>
    : { readonly model: UnknownModel<Client> }
  : Option extends ModelName<Client>
    ? Record<never, never> extends FieldMap<Entry, Client, Option>
      ? Insertable<Client, Option, keyof Entry>
      : { readonly model: Option; readonly fields: FieldMap<Entry, Client, Option> }
    : UnknownModel<Client>;

/** Error types are objects: TypeScript reduces the intersection of two string literals to `never`, without a message. */
interface UnknownModel<Client> {
  readonly "is not a model of the client": ModelName<Client>;
}

interface RequiredFields<Names> {
  readonly "has required fields without a default": Names;
}

type MappedFields<Entry, Client, Model extends PropertyKey> =
  Record<never, never> extends FieldMap<Entry, Client, Model>
    ? { readonly fields?: FieldMap<Entry, Client, Model> | undefined }
    : { readonly fields: FieldMap<Entry, Client, Model> };

type MappedNames<Option> = Option extends { readonly fields: infer Map } ? Map[keyof Map] : never;

/** The model, unless it has required fields that the store does not fill. */
type Insertable<Client, Model extends string, Known> = [
  Exclude<RequiredName<Client, Model>, Known>,
] extends [never]
  ? Model
  : RequiredFields<Exclude<RequiredName<Client, Model>, Known>>;
