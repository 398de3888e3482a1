import { describeBackend } from "./describe-backend.ts";
import { openNodePostgres } from "./open-node-postgres.ts";
import { pgTables } from "./pg-tables.ts";

describeBackend("node-postgres", pgTables, () => openNodePostgres());
