import { describeBackend } from "./describe-backend.ts";
import { mysqlTables } from "./mysql-tables.ts";
import { openMysql2 } from "./open-mysql2.ts";

describeBackend("mysql2 on MariaDB", mysqlTables, () => openMysql2());
