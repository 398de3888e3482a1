import { describeBackend } from "./describe-backend.ts";
import { openPostgresJs } from "./open-postgres-js.ts";
import { pgTables } from "./pg-tables.ts";

describeBackend("postgres.js", pgTables, () => openPostgresJs());
