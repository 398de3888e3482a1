import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** A client of Prisma's speaks to one kind of database. An application usually has one; this example runs on two. */
const PROVIDERS = ["sqlite", "postgresql"] as const;
const folder = new URL("../generated/", import.meta.url);
const { resolve } = createRequire(import.meta.url);
const run = promisify(execFile);

/** Generates the clients that are not there yet, or not of this schema. Vitest calls it before the tests. */
export async function setup(): Promise<void> {
  await Promise.all(PROVIDERS.map(generate));
}

async function generate(provider: (typeof PROVIDERS)[number]): Promise<void> {
  const cli = resolve("prisma/build/index.js");
  const schema = await schemaOf(provider);
  const version = await readFile(resolve("prisma/package.json"), "utf8");
  const hash = createHash("sha256").update(version).update(schema).digest("hex");
  const client = new URL(`${provider}/`, folder);
  const isDone = async () => (await readStamp(client)) === hash;
  if (await isDone()) return;

  // Beside its place and then moved there: a type check and a test may both be at it.
  const draft = new URL(`${provider}.${process.pid}/`, folder);
  await mkdir(draft, { recursive: true });
  const file = new URL("schema.prisma", draft);
  await writeFile(file, schema);
  await run(process.execPath, [cli, "generate", "--schema", fileURLToPath(file)], {
    cwd: fileURLToPath(draft),
    // The engine of migrations is a download, and not used here; any file will do.
    env: {
      ...process.env,
      CHECKPOINT_DISABLE: "1",
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    },
  });
  await writeFile(new URL("stamp", draft), hash);
  if (await isDone()) return rm(draft, { recursive: true });
  await rm(client, { recursive: true, force: true });
  await rename(draft, client);
}

/** The models of @sessionkit/prisma, the relation to this application's users, and its own models. */
async function schemaOf(provider: string): Promise<string> {
  const sessions = await readFile(resolve(`@sessionkit/prisma/schema/${provider}.prisma`), "utf8");
  const own = await readFile(new URL("app.prisma", import.meta.url), "utf8");
  const relation =
    "  user User @relation(fields: [userId], references: [id], onDelete: Cascade)\n\n";
  return `generator client {
  provider = "prisma-client"
  output   = "client"
}

datasource db {
  provider = "${provider}"
}

${sessions.replace("  @@index", `${relation}  @@index`)}
${own}`;
}

async function readStamp(client: URL): Promise<string | null> {
  return readFile(new URL("stamp", client), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return null;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await setup();
