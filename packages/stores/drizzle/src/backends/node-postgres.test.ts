import { describeBackend } from "./describe-backend.ts";
import { openNodePostgres } from "./open-node-postgres.ts";
import { pgTables } from "./pg-tables.ts";

// Of the server, its connections and the application each is in a time zone of its own.
process.env.TZ = "Pacific/Apia";

describeBackend("node-postgres", pgTables, () =>
  openNodePostgres({ options: "-c timezone=Asia/Kathmandu" }),
);
