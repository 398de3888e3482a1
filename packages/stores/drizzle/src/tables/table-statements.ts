interface TableConfig {
  readonly name: string;
  readonly schema?: string | undefined;
  readonly columns: readonly {
    readonly name: string;
    readonly primary: boolean;
    readonly notNull: boolean;
    getSQLType(): string;
  }[];
  readonly indexes: readonly { readonly config: object }[];
}

/** The differences between the statements of the dialects. */
interface Syntax {
  readonly quote: '"' | "`";
  /** How indexes are created: by a statement each, or in that of their table. */
  readonly indexes: "statement" | "in table";
  /** The clause between the table and the columns of an index. */
  readonly using?: string;
}

/**
 * Returns the statements that create tables of this package, formatted like those of drizzle-kit, with `IF NOT EXISTS`.
 * Omits constraints and defaults, which these tables do not have.
 */
export function tableStatements(tables: readonly TableConfig[], syntax: Syntax): string[] {
  const { quote, using = "" } = syntax;
  const quoteName = (text: string) => quote + text.replaceAll(quote, quote + quote) + quote;
  const nameOf = (entity: unknown) => quoteName((entity as { name: string }).name);

  const statements = tables.flatMap((table) => {
    const schema = table.schema && quoteName(table.schema);
    const name = schema ? `${schema}.${nameOf(table)}` : nameOf(table);
    const columns = table.columns.map((column) => {
      const constraints = `${column.primary ? " PRIMARY KEY" : ""}${column.notNull ? " NOT NULL" : ""}`;
      return `${nameOf(column)} ${column.getSQLType()}${constraints}`;
    });
    const indexes = table.indexes.map(({ config }) => {
      const list = `(${(config as { columns: unknown[] }).columns.map(nameOf).join(",")})`;
      return syntax.indexes === "in table"
        ? `INDEX ${nameOf(config)} ${list}`
        : `CREATE INDEX IF NOT EXISTS ${nameOf(config)} ON ${name}${using} ${list};`;
    });
    const lines = syntax.indexes === "in table" ? [...columns, ...indexes] : columns;
    return [
      ...(schema ? [`CREATE SCHEMA IF NOT EXISTS ${schema};`] : []),
      `CREATE TABLE IF NOT EXISTS ${name} (\n${lines.map((line) => `\t${line}`).join(",\n")}\n);`,
      ...(syntax.indexes === "in table" ? [] : indexes),
    ];
  });
  return [...new Set(statements)];
}
