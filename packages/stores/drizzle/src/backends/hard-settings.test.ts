import { describeBackend } from "./describe-backend.ts";
import { mysqlTables } from "./mysql-tables.ts";
import { openMysql2 } from "./open-mysql2.ts";
import { openNodePostgres } from "./open-node-postgres.ts";
import { openPostgresJs } from "./open-postgres-js.ts";
import { pgTables } from "./pg-tables.ts";

// A server, its connections and the application in three time zones; and statements that the database undoes when
// they meet, as CockroachDB and Aurora DSQL do.
process.env.TZ = "Pacific/Apia";

describeBackend("node-postgres, serializable, in Nepal", pgTables, () =>
  openNodePostgres({
    options: "-c timezone=Asia/Kathmandu -c default_transaction_isolation=serializable",
  }),
);

describeBackend("postgres.js, repeatable read, in Nepal", pgTables, () =>
  openPostgresJs({
    connection: { TimeZone: "Asia/Kathmandu", default_transaction_isolation: "repeatable read" },
  }),
);

describeBackend("mysql2, serializable, in Nepal", mysqlTables, async () => {
  const backend = await openMysql2({ timezone: "-08:00" });
  backend.pool.pool.on("connection", (connection) => {
    connection.query("set time_zone = '+05:45'");
    connection.query("set session transaction isolation level serializable");
  });
  return backend;
});
