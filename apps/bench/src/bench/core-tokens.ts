import { mkdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import type { createAccessTokens } from "../../../../packages/core/src/tokens/access-token.ts";
import type { createHmacCodec } from "../../../../packages/core/src/tokens/jws.ts";
import type { deriveKeys } from "../../../../packages/core/src/tokens/keys.ts";

/** The token layer of core. It is not public, and only this benchmark imports it. */
export interface CoreTokens {
  readonly createAccessTokens: typeof createAccessTokens;
  readonly createHmacCodec: typeof createHmacCodec;
  readonly deriveKeys: typeof deriveKeys;
}

const ENTRY = ["access-token", "jws", "keys"]
  .map((file) => `export * from "../../packages/core/src/tokens/${file}.ts";`)
  .join("\n");

/** Bundles the layer as for publishing: the TypeScript loader would add code of its own to every function. */
export async function loadCoreTokens(folder: URL): Promise<CoreTokens> {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: new URL("../../", import.meta.url).pathname },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    external: ["jose"],
  });
  mkdirSync(folder, { recursive: true });
  const file = new URL("core-tokens.mjs", folder);
  writeFileSync(file, outputFiles[0]?.contents ?? "");
  return (await import(file.href)) as CoreTokens;
}
