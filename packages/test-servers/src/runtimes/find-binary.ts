import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * The path of the program of a package whose post-install script, which would link it, has not run. Null if npm has
 * none for this platform; throws if it has one and did not install it.
 *
 * @param manifest path of the package's `package.json`
 * @param path of the program in the package for a platform
 */
export function findBinary(manifest: string, path: string): string | null {
  const { resolve } = createRequire(manifest);
  const { optionalDependencies } = JSON.parse(readFileSync(manifest, "utf8")) as {
    readonly optionalDependencies: Readonly<Record<string, string>>;
  };
  const packages = Object.keys(optionalDependencies);
  for (const candidate of packages) {
    const binary = join(folderOf(resolve, candidate), path);
    if (existsSync(binary)) return binary;
  }
  const architectures = process.arch === "arm64" ? ["arm64", "aarch64"] : [process.arch];
  const wanted = packages.find((one) =>
    architectures.some((arch) => one.includes(`${process.platform}-${arch}`)),
  );
  if (wanted === undefined) return null;
  throw new Error(`${wanted} is missing. Install it with \`pnpm install --force\`.`);
}

/** A folder that does not exist if the package is not installed. */
function folderOf(resolve: NodeJS.RequireResolve, name: string): string {
  try {
    return dirname(resolve(`${name}/package.json`));
  } catch (error) {
    if ((error as { code?: unknown }).code === "MODULE_NOT_FOUND") return "/nonexistent";
    throw error;
  }
}
