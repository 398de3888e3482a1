import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** A Prisma client supports one kind of database. Applications usually have one; this example runs on two. */
const PROVIDERS = ["sqlite", "postgresql"] as const;
const folder = new URL("../generated/", import.meta.url);
const { resolve } = createRequire(import.meta.url);
const run = promisify(execFile);

/** Generates clients that are missing or outdated. Vitest calls it before the tests. */
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

  // Generated in a temporary folder and then moved: a type check and a test may run concurrently.
  const draft = new URL(`${provider}.${process.pid}/`, folder);
  await mkdir(draft, { recursive: true });
  const file = new URL("schema.prisma", draft);
  await writeFile(file, schema);
  await run(process.execPath, [cli, "generate", "--schema", fileURLToPath(file)], {
    cwd: fileURLToPath(draft),
    // The migration engine would be downloaded and is not used: any executable passes the check.
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
    "  user User? @relation(fields: [userId], references: [id], onDelete: Cascade)\n\n";
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
