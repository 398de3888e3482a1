import { describeBackend } from "./describe-backend.ts";
import { openPostgresJs } from "./open-postgres-js.ts";
import { pgTables } from "./pg-tables.ts";

// The server, its connections and the application have different time zones.
process.env.TZ = "Pacific/Apia";

describeBackend("postgres.js", pgTables, () =>
  openPostgresJs({ connection: { TimeZone: "Asia/Kathmandu" } }),
);
