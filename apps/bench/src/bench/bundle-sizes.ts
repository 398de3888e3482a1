import { gzipSync } from "node:zlib";
import { build } from "esbuild";

export interface BundleSize {
  readonly name: string;
  readonly bytes: number;
}

/** The size of core, bundled for a runtime without Node's modules: minified and gzipped, with its dependencies. */
export async function bundleSizes(): Promise<BundleSize[]> {
  return [
    { name: "core with its dependencies", bytes: await size([]) },
    { name: "core, without jose (loaded for key pairs only)", bytes: await size(["jose"]) },
    {
      name: "core alone",
      bytes: await size(["jose", "bowser", "ipaddr.js", "nanoid", "@noble/hashes/*"]),
    },
  ];
}

async function size(external: string[]): Promise<number> {
  const { outputFiles } = await build({
    stdin: {
      contents: 'export * from "@sessionkit/core";',
      resolveDir: new URL("../../", import.meta.url).pathname,
    },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    external,
  });
  return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
}
