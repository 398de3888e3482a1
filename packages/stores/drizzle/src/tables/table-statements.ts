import type { Column } from "drizzle-orm";

interface TableConfig {
  readonly name: string;
  readonly schema?: string | undefined;
  readonly columns: readonly Column[];
  readonly indexes: readonly { readonly config: object }[];
}

/** The differences between the statements of the dialects. */
interface Syntax {
  readonly quote: '"' | "`";
  /** Whether indexes are created by the statement of their table. Default: by a statement each. */
  readonly indexesInTable?: boolean;
  /** The clause between the table and the columns of an index. */
  readonly using?: string;
}

/**
 * Returns the statements that create tables of this package, formatted like those of drizzle-kit, with `IF NOT EXISTS`.
 * Omits constraints and defaults, which these tables do not have.
 */
export function tableStatements(
  tables: readonly TableConfig[],
  { quote, indexesInTable = false, using = "" }: Syntax,
): string[] {
  const quoted = (name: string) => quote + name.replaceAll(quote, quote + quote) + quote;

  const create = (table: TableConfig) => {
    const schema = table.schema && quoted(table.schema);
    const name = schema ? `${schema}.${quoted(table.name)}` : quoted(table.name);
    const columns = table.columns.map((column) => {
      const constraints = `${column.primary ? " PRIMARY KEY" : ""}${column.notNull ? " NOT NULL" : ""}`;
      return `${quoted(column.name)} ${column.getSQLType()}${constraints}`;
    });
    const indexes = table.indexes.map(({ config }) => {
      const index = config as { name: string; columns: { name: string }[] };
      const list = `(${index.columns.map((column) => quoted(column.name)).join(",")})`;
      return indexesInTable
        ? `INDEX ${quoted(index.name)} ${list}`
        : `CREATE INDEX IF NOT EXISTS ${quoted(index.name)} ON ${name}${using} ${list};`;
    });
    const [inside, after] = indexesInTable ? [indexes, []] : [[], indexes];
    return [
      ...(schema ? [`CREATE SCHEMA IF NOT EXISTS ${schema};`] : []),
      `CREATE TABLE IF NOT EXISTS ${name} (\n\t${[...columns, ...inside].join(",\n\t")}\n);`,
      ...after,
    ];
  };
  // Tables may be in one schema.
  return [...new Set(tables.flatMap(create))];
}
