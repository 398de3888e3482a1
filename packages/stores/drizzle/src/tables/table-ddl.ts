import { quoted } from "./quoted.ts";

interface Shape {
  readonly name: string;
  readonly schema?: string | undefined;
  readonly columns: readonly {
    readonly name: string;
    readonly primary: boolean;
    readonly notNull: boolean;
    getSQLType(): string;
  }[];
  readonly indexes: readonly {
    readonly config: { readonly name?: string | undefined; readonly columns: readonly object[] };
  }[];
}

/** The parts that the statements of every dialect are put together from, each quoted. */
export interface TableDdl {
  readonly schema: string | undefined;
  /** With its schema. */
  readonly name: string;
  readonly columns: readonly string[];
  /** `columns` in parentheses. */
  readonly indexes: readonly { readonly name: string; readonly columns: string }[];
}

/** Of a table of this package: constraints and defaults, which those do not have, are left out. */
export function tableDdl({ name, schema, columns, indexes }: Shape, quote: '"' | "`"): TableDdl {
  const quotedName = (entity: unknown) => quoted((entity as { name: string }).name, quote);
  return {
    schema: schema === undefined ? undefined : quoted(schema, quote),
    name: [schema, name].flatMap((part) => (part ? quoted(part, quote) : [])).join("."),
    columns: columns.map((column) =>
      [
        quotedName(column),
        column.getSQLType(),
        ...(column.primary ? ["PRIMARY KEY"] : []),
        ...(column.notNull ? ["NOT NULL"] : []),
      ].join(" "),
    ),
    indexes: indexes.map(({ config }) => ({
      name: quotedName(config),
      columns: `(${config.columns.map(quotedName).join(",")})`,
    })),
  };
}
