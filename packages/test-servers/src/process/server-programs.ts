import { findProgram } from "./find-program.ts";

/** A program that test servers need, with the Debian package that contains it. */
export interface ServerProgram {
  readonly name: string;
  readonly debianPackage: string;
}

/** Returns the programs that test servers need and that are not installed. */
export function missingPrograms(): ServerProgram[] {
  return Object.entries(PACKAGES)
    .map(([name, debianPackage]) => ({ name, debianPackage }))
    .filter(({ name }) => findProgram(name, SERVER_FOLDERS) === undefined);
}

/** Returns the path of a program. Throws an Error that names the package to install. */
export function requireProgram(name: keyof typeof PACKAGES): string {
  const path = findProgram(name, SERVER_FOLDERS);
  if (path !== undefined) return path;
  throw new Error(`${name} is not installed. Install it: apt-get install -y ${PACKAGES[name]}`);
}

const PACKAGES = {
  "redis-server": "redis-server",
  "redis-cli": "redis-tools",
  // The package without a service: its installation starts no server.
  mariadbd: "mariadb-server-core",
  "mariadb-install-db": "mariadb-server-core",
  my_print_defaults: "mariadb-client-core", // mariadb-install-db runs it
  ps: "procps",
} as const;

/** The folders of servers in Debian, which are not on the PATH of ordinary users. */
const SERVER_FOLDERS = ["/usr/sbin", "/usr/local/sbin"];
