import type { ModelName, RequiredName, Scalars } from "./client.ts";

/** The names of a model's columns in the Prisma schema. */
type FieldName<Client, Model extends PropertyKey> = keyof Scalars<Client, Model> & string;

/** For each member of a record the model's field that holds it; needed only where the names differ. */
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

/** A member that may be null needs a field that may be. */
type FieldFor<Value, Fields> = {
  [Name in keyof Fields & string]: null extends Value
    ? null extends Fields[Name]
      ? Name
      : never
    : Name;
}[keyof Fields & string];

/** What an option with the name of a model must be: itself, or what says why it is wrong. */
export type CheckedModel<Entry, Client, Option> = Option extends {
  readonly model: infer Model extends string;
}
  ? Model extends ModelName<Client>
    ? {
        readonly model: Filled<Client, Model, keyof Entry | MappedField<Option>>;
      } & MappedFields<Entry, Client, Model>
    : { readonly model: NoModel<Client> }
  : Option extends ModelName<Client>
    ? Record<never, never> extends FieldMap<Entry, Client, Option>
      ? Filled<Client, Option, keyof Entry>
      : { readonly model: Option; readonly fields: FieldMap<Entry, Client, Option> }
    : NoModel<Client>;

/** Objects, since a text that is asked to be another turns into `never`, which says nothing. */
interface NoModel<Client> {
  readonly "is none of the client's models": ModelName<Client>;
}

interface Unfilled<Names> {
  readonly "has fields that need a default, or to accept null": Names;
}

type MappedFields<Entry, Client, Model extends PropertyKey> =
  Record<never, never> extends FieldMap<Entry, Client, Model>
    ? { readonly fields?: FieldMap<Entry, Client, Model> }
    : { readonly fields: FieldMap<Entry, Client, Model> };

type MappedField<Option> = Option extends { readonly fields: infer Map } ? Map[keyof Map] : never;

/** The model, unless rows of it need more than the store can give. */
type Filled<Client, Model extends string, Known> = [
  Exclude<RequiredName<Client, Model>, Known>,
] extends [never]
  ? Model
  : Unfilled<Exclude<RequiredName<Client, Model>, Known>>;
