import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import prisma from "prisma/package.json" with { type: "json" };
import { OWN_MODELS } from "./own-models.ts";

const run = promisify(execFile);
const cli = createRequire(import.meta.url).resolve("prisma/build/index.js");
const folder = new URL("../", import.meta.url);
const writer = relative(
  fileURLToPath(folder),
  fileURLToPath(new URL("./write-datamodel.mjs", import.meta.url)),
);

/** Every client that the tests use: `joins` is Postgres with relationJoins. */
const CLIENTS = {
  postgresql: { provider: "postgresql", preview: "" },
  joins: { provider: "postgresql", preview: 'previewFeatures = ["relationJoins"]' },
  mysql: { provider: "mysql", preview: "" },
  sqlite: { provider: "sqlite", preview: "" },
} as const;

/** Generates the clients into `generated/` unless they are current. Vitest calls it before the tests. */
export async function setup(): Promise<void> {
  for (const name of Object.keys(CLIENTS) as (keyof typeof CLIENTS)[]) await generate(name);
}

async function generate(name: keyof typeof CLIENTS): Promise<void> {
  const schema = await schemaOf(name);
  const output = new URL(`generated/${name}/`, folder);
  const stamp = new URL("stamp", output);
  const hash = createHash("sha256").update(`${prisma.version}\n${schema}`).digest("hex");
  const done = await readFile(stamp, "utf8").catch(ignoreMissing);
  if (done === hash) return;
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  const file = new URL("schema.prisma", output);
  await writeFile(file, schema);
  await run(process.execPath, [cli, "generate", "--schema", fileURLToPath(file)], {
    cwd: fileURLToPath(folder),
    // The schema engine is a download and is not used here. Prisma only checks that the file exists.
    env: {
      ...process.env,
      CHECKPOINT_DISABLE: "1",
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    },
  });
  await writeFile(stamp, hash);
}

/** The schema as in an application: the shipped models, a relation to its users, and its own models. */
async function schemaOf(name: keyof typeof CLIENTS): Promise<string> {
  const { provider, preview } = CLIENTS[name];
  const ours = await readFile(new URL(`schema/${provider}.prisma`, folder), "utf8");
  const relation = "  user User? @relation(fields: [userId], references: [id])\n";
  return `
generator client {
  provider = "prisma-client"
  output   = "client"
  ${preview}
}

generator datamodel {
  provider = "node ${writer}"
  output   = "datamodel.json"
}

datasource db {
  provider = "${provider}"
}

${ours.replace("\n\n  @@index", (before) => `\n${relation}${before.slice(1)}`)}
${OWN_MODELS}`;
}

function ignoreMissing(error: unknown): undefined {
  if ((error as { code?: unknown }).code !== "ENOENT") throw error;
  return undefined;
}

if (process.argv[1] === import.meta.filename) await setup();
