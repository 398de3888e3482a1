import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { shippedStatements } from "./database.ts";
import { openMariadb } from "./open-mariadb.ts";
import { openPostgres } from "./open-postgres.ts";
import { openSqlite } from "./open-sqlite.ts";

/** A table as described by Prisma or by the database. */
interface Table {
  readonly columns: Record<string, string>;
  readonly indexes: Record<string, readonly string[]>;
}

type Query = (sql: string) => PromiseLike<Record<string, unknown>[]>;

it.each(["session", "session_activity", "session_revocation"])(
  "creates %s on Postgres like the Prisma schema",
  async (table) => {
    const { prisma } = await openPostgres();
    const query: Query = (sql) => prisma.$queryRawUnsafe(sql);
    const columns = await query(
      `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, NOT attnotnull AS optional
       FROM pg_attribute WHERE attrelid = '${table}'::regclass AND attnum > 0`,
    );
    const indexes = await query(
      `SELECT index.relname AS name, attname AS column FROM pg_index
       JOIN pg_class index ON index.oid = indexrelid JOIN pg_attribute ON attrelid = indexrelid
       WHERE indrelid = '${table}'::regclass ORDER BY index.relname, attnum`,
    );
    const expected = await schemaTable("postgresql", table, `${table}_pkey`, {
      String: "text",
      Int: "integer",
      BigInt: "bigint",
      Boolean: "boolean",
      "Timestamp(3)": "timestamp(3) without time zone",
    });
    expect(found(columns, indexes)).toEqual(expected);
  },
);

it.each(["session", "session_activity", "session_revocation"])(
  "creates %s on MariaDB like the Prisma schema",
  async (table) => {
    const { prisma } = await openMariadb();
    const query: Query = (sql) => prisma.$queryRawUnsafe(sql);
    const columns = await query(
      `SELECT column_name AS name, column_type AS type, is_nullable = 'YES' AS optional
       FROM information_schema.columns WHERE table_schema = database() AND table_name = '${table}'`,
    );
    const indexes = await query(
      `SELECT index_name AS name, column_name AS \`column\` FROM information_schema.statistics
       WHERE table_schema = database() AND table_name = '${table}' ORDER BY index_name, seq_in_index`,
    );
    const expected = await schemaTable("mysql", table, "PRIMARY", {
      Int: "int(11)",
      BigInt: "bigint(20)",
      "VarChar(20)": "varchar(20)",
      "VarChar(300)": "varchar(300)",
      Boolean: "tinyint(1)",
      "DateTime(3)": "datetime(3)",
      LongText: "longtext",
      "VarChar(21)": "varchar(21)",
      "VarChar(32)": "varchar(32)",
      "VarChar(43)": "varchar(43)",
      "VarChar(45)": "varchar(45)",
      "VarChar(255)": "varchar(255)",
      "VarChar(100)": "varchar(100)",
      "VarChar(512)": "varchar(512)",
      "VarChar(1000)": "varchar(1000)",
    });
    expect(found(columns, indexes)).toEqual(expected);
  },
);

it.each(["session", "session_activity", "session_revocation"])(
  "creates %s on SQLite like the Prisma schema",
  async (table) => {
    const { prisma } = await openSqlite();
    const query: Query = (sql) => prisma.$queryRawUnsafe(sql);
    const columns = await query(
      `SELECT name, type, "notnull" = 0 AS optional FROM pragma_table_info('${table}')`,
    );
    const indexes = await query(
      `SELECT list.name AS name, info.name AS "column" FROM pragma_index_list('${table}') list
       JOIN pragma_index_info(list.name) info ORDER BY list.name, info.seqno`,
    );
    const expected = await schemaTable("sqlite", table, `sqlite_autoindex_${table}_1`, {
      String: "TEXT",
      Int: "INTEGER",
      BigInt: "BIGINT",
      Boolean: "BOOLEAN",
      DateTime: "DATETIME",
    });
    expect(found(columns, indexes)).toEqual(expected);
  },
);

it("creates the same tables on MySQL as on MariaDB, except the name of the collation", async () => {
  const mysql = await shippedStatements("mysql");
  expect(mysql.map((sql) => sql.replace("utf8mb4_0900_bin", "utf8mb4_nopad_bin"))).toEqual(
    await shippedStatements("mariadb"),
  );
});

it.each([
  ["Postgres", "postgresql", openPostgres],
  ["MariaDB", "mysql", openMariadb],
])(
  "sets the time of publishing on %s by the default of the Prisma schema, as the database reports it",
  async (_, provider, open) => {
    const { prisma } = (await open()) as Awaited<ReturnType<typeof openPostgres>>;
    const [column] = await prisma.$queryRawUnsafe<{ expression: string }[]>(
      `SELECT column_default AS expression FROM information_schema.columns
     WHERE table_name = 'session_revocation' AND column_name = 'published_at'
     AND table_schema = ${provider === "mysql" ? "database()" : "'public'"}`,
    );
    const schema = await readFile(new URL(`../schema/${provider}.prisma`, import.meta.url), "utf8");
    // Otherwise, each `prisma migrate dev` would find a difference.
    expect(schema).toContain(`@default(dbgenerated("${column?.expression}"))`);
  },
);

interface Datamodel {
  readonly models: readonly {
    readonly name: string;
    readonly dbName: string;
    readonly fields: readonly {
      readonly name: string;
      readonly dbName?: string;
      readonly kind: "scalar" | "object";
      readonly type: string;
      readonly nativeType?: readonly [string, readonly string[]] | null;
      readonly isRequired: boolean;
      readonly isId: boolean;
    }[];
  }[];
  readonly indexes: readonly {
    readonly model: string;
    readonly type: string;
    readonly dbName?: string;
    readonly fields: readonly { readonly name: string }[];
  }[];
}

/** The table in the Prisma schema that this package ships, in terms of the database. */
async function schemaTable(
  provider: string,
  table: string,
  key: string,
  types: Record<string, string>,
): Promise<Table> {
  const file = new URL(`../generated/${provider}/datamodel.json`, import.meta.url);
  const { models, indexes } = JSON.parse(await readFile(file, "utf8")) as Datamodel;
  const model = models.find(({ dbName }) => dbName === table);
  const fields = model?.fields.filter(({ kind }) => kind === "scalar") ?? [];
  const names = new Map(fields.map(({ name, dbName }) => [name, dbName ?? name]));
  return {
    columns: Object.fromEntries(
      fields.map(({ name, type, nativeType, isRequired }) => {
        const [native, sizes = []] = nativeType ?? [type];
        const described = sizes.length > 0 ? `${native}(${sizes})` : native;
        return [names.get(name), `${types[described] ?? described}${isRequired ? "" : " or null"}`];
      }),
    ),
    indexes: Object.fromEntries(
      indexes
        .filter((index) => index.model === model?.name)
        .map(({ type, fields, dbName }) => {
          const columns = fields.map(({ name }) => names.get(name) ?? name);
          const name = dbName ?? [table, ...columns, "idx"].join("_");
          return [type === "id" ? key : name, columns];
        }),
    ),
  };
}

function found(columns: Record<string, unknown>[], indexes: Record<string, unknown>[]): Table {
  const names = [...new Set(indexes.map(({ name }) => String(name)))];
  return {
    columns: Object.fromEntries(
      columns.map(({ name, type, optional }) => [
        name,
        `${type}${Number(optional) === 1 ? " or null" : ""}`,
      ]),
    ),
    indexes: Object.fromEntries(
      names.map((index) => [
        index,
        indexes.filter(({ name }) => name === index).map(({ column }) => String(column)),
      ]),
    ),
  };
}
