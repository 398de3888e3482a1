import { describeBackend } from "./describe-backend.ts";
import { mysqlTables } from "./mysql-tables.ts";
import { openMysql2 } from "./open-mysql2.ts";

// The server, its connections and the application have different time zones.
process.env.TZ = "Pacific/Apia";

describeBackend("mysql2 on MariaDB", mysqlTables, () =>
  openMysql2({ timezone: "-08:00" }, (connection) => {
    connection.query("set time_zone = '+05:45'");
  }),
);
