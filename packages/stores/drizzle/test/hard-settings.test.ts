import { describeBackend } from "./describe-backend.ts";
import { mysqlTables } from "./mysql-tables.ts";
import { openMysql2 } from "./open-mysql2.ts";
import { openNodePostgres } from "./open-node-postgres.ts";
import { openPostgresJs } from "./open-postgres-js.ts";
import { pgTables } from "./pg-tables.ts";

// Isolation levels at which the database rolls back concurrent statements, and an old character set.

describeBackend("node-postgres, serializable", pgTables, () =>
  openNodePostgres({ options: "-c default_transaction_isolation=serializable" }),
);

describeBackend("postgres.js, repeatable read", pgTables, () =>
  openPostgresJs({ connection: { default_transaction_isolation: "repeatable read" } }),
);

describeBackend("mysql2 that counts changes, serializable, in Latin 1", mysqlTables, async () => {
  const backend = await openMysql2({ flags: ["-FOUND_ROWS"] }, (connection) => {
    connection.query("set session transaction isolation level serializable");
  });
  await backend.query("alter database character set latin1");
  return backend;
});
