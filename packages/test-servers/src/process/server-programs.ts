import { findProgram } from "./find-program.ts";

/** A program that the servers of the tests need, with the Debian package that contains it. */
export interface ServerProgram {
  readonly name: string;
  readonly debianPackage: string;
}

/** The programs of the system that the servers of the tests need and this machine lacks. */
export function missingPrograms(): ServerProgram[] {
  return Object.entries(PACKAGES)
    .map(([name, debianPackage]) => ({ name, debianPackage }))
    .filter(({ name }) => findProgram(name, SERVER_FOLDERS) === undefined);
}

/** The path of such a program. Throws an Error that names the package to install. */
export function requireProgram(name: keyof typeof PACKAGES): string {
  const path = findProgram(name, SERVER_FOLDERS);
  if (path !== undefined) return path;
  throw new Error(`${name} is not installed. Install it: apt-get install -y ${PACKAGES[name]}`);
}

const PACKAGES = {
  "redis-server": "redis-server",
  "redis-cli": "redis-tools",
  // The package without a service, so that its installation starts none.
  mariadbd: "mariadb-server-core",
  "mariadb-install-db": "mariadb-server-core",
  my_print_defaults: "mariadb-client-core", // which mariadb-install-db runs
  ps: "procps",
} as const;

/** Where Debian installs servers, outside the path of an ordinary user. */
const SERVER_FOLDERS = ["/usr/sbin", "/usr/local/sbin"];
