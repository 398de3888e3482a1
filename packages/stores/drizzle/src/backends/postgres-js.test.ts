import { describeBackend } from "./describe-backend.ts";
import { openPostgresJs } from "./open-postgres-js.ts";
import { pgTables } from "./pg-tables.ts";

// Of the server, its connections and the application each is in a time zone of its own.
process.env.TZ = "Pacific/Apia";

describeBackend("postgres.js", pgTables, () =>
  openPostgresJs({ connection: { TimeZone: "Asia/Kathmandu" } }),
);
