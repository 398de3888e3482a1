/**
 * The type of a table's columns, from the type of the records it holds and the dialect's own type of a column.
 * Declarations are not inferred here, and this holds for Drizzle 0.45 and 1.0, whose inferred types differ.
 */
export type ColumnsOf<Entry extends { readonly id: string }, Column> = {
  -readonly [Name in keyof Entry]: Column & {
    readonly _: {
      readonly name: string;
      readonly tableName: string;
      readonly data: NonNullable<Entry[Name]>;
      readonly notNull: null extends Entry[Name] ? false : true;
      readonly hasDefault: false;
      readonly isPrimaryKey: Name extends "id" ? true : false;
      readonly isAutoincrement: false;
      readonly hasRuntimeDefault: false;
      readonly enumValues: undefined;
      readonly identity: undefined;
      readonly generated: undefined;
    };
  };
};
