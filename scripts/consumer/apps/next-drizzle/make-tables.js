import { createTableStatements, sessionTable } from "@sessionkit/drizzle/pg";
import pg from "pg";

const client = new pg.Client(process.env.DATABASE_URL);
await client.connect();
for (const statement of createTableStatements(sessionTable)) await client.query(statement);
await client.end();
