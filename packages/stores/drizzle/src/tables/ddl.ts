interface TableConfig {
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

/** The parts of DDL statements, with quoted names. */
export interface TableDdl {
  readonly schema: string | undefined;
  /** Includes the schema. */
  readonly name: string;
  readonly columns: readonly string[];
  /** `columns` includes the parentheses. */
  readonly indexes: readonly { readonly name: string; readonly columns: string }[];
}

/** Returns the DDL of a table of this package. Omits constraints and defaults, which these tables do not have. */
export function tableDdl(
  { name, schema, columns, indexes }: TableConfig,
  quote: '"' | "`",
): TableDdl {
  const quoteName = (text: string) => quote + text.replaceAll(quote, quote + quote) + quote;
  const nameOf = (entity: unknown) => quoteName((entity as { name: string }).name);
  return {
    schema: schema === undefined ? undefined : quoteName(schema),
    name: [schema, name].flatMap((part) => (part ? quoteName(part) : [])).join("."),
    columns: columns.map((column) =>
      [
        nameOf(column),
        column.getSQLType(),
        ...(column.primary ? ["PRIMARY KEY"] : []),
        ...(column.notNull ? ["NOT NULL"] : []),
      ].join(" "),
    ),
    indexes: indexes.map(({ config }) => ({
      name: nameOf(config),
      columns: `(${config.columns.map(nameOf).join(",")})`,
    })),
  };
}

/** Formats the statement like drizzle-kit, with `IF NOT EXISTS`. `lines` may include more than columns. */
export function createTable(table: TableDdl, lines: readonly string[] = table.columns): string {
  return `CREATE TABLE IF NOT EXISTS ${table.name} (\n${lines.map((line) => `\t${line}`).join(",\n")}\n);`;
}
