import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** Where Debian keeps servers, outside the path of an ordinary user. */
const SERVERS = ["/usr/sbin", "/usr/local/sbin"];

/** The path of an installed program. Throws an Error that says how to install it. */
export async function findProgram(name: string, debianPackage: string): Promise<string> {
  for (const folder of [...(process.env.PATH ?? "").split(delimiter), ...SERVERS]) {
    const path = join(folder, name);
    if (await isProgram(path)) return path;
  }
  throw new Error(`${name} is not installed. Install it: apt-get install -y ${debianPackage}`);
}

function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
