import { describeBackend } from "./describe-backend.ts";
import { openNodePostgres } from "./open-node-postgres.ts";
import { pgTables } from "./pg-tables.ts";

// The server, its connections and the application have different time zones.
process.env.TZ = "Pacific/Apia";

describeBackend("node-postgres", pgTables, () =>
  openNodePostgres({ options: "-c timezone=Asia/Kathmandu" }),
);
