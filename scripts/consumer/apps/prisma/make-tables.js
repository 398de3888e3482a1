// Replaces `prisma migrate`, which would download an engine.
import { readFileSync } from "node:fs";
import pg from "pg";

const client = new pg.Client(process.env.DATABASE_URL);
await client.connect();
const file = new URL(import.meta.resolve("@sessionkit/prisma/schema/postgresql.sql"));
await client.query(readFileSync(file, "utf8"));
await client.end();
