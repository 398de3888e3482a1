import { describeBackend } from "./describe-backend.ts";
import { openPglite } from "./open-pglite.ts";
import { pgTables } from "./pg-tables.ts";

describeBackend("PGlite", pgTables, () => openPglite());
