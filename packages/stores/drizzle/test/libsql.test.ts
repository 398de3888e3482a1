import { describeBackend } from "./describe-backend.ts";
import { openLibsql } from "./open-libsql.ts";
import { sqliteTables } from "./sqlite-tables.ts";

describeBackend("libsql in a file", sqliteTables, () => openLibsql());

describeBackend("libsql in memory", sqliteTables, () => openLibsql(":memory:"));
