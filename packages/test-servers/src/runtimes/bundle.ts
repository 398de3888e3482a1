import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

/**
 * An entry as a single module, which imports no module of Node.
 *
 * @param alias packages that replace others
 */
export async function bundle(
  entry: URL,
  alias: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    alias: { ...alias },
    plugins: [withoutNode],
  });
  const text = outputFiles[0]?.text ?? "";
  const [asked] =
    /\bfrom\s*"node:\w+"|\bimport\s*"node:\w+"|\brequire\("node:\w+"\)/.exec(text) ?? [];
  if (asked !== undefined) throw new Error(`The bundle of ${entry} contains ${asked}.`);
  return text;
}

/** Drops what is imported from Node and never used, such as the console of the contract's tests. */
const withoutNode: Plugin = {
  name: "without-node",
  setup({ onResolve }) {
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, external: true, sideEffects: false }));
  },
};
