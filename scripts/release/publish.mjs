import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { inCopy } from "./scratch-copy.mjs";

/**
 * Publishes the versions of the copy that the registry does not have, as in the release workflow.
 *
 * @param {string} copy
 * @param {{ url: string, token: string }} registry
 */
export async function publish(copy, { url, token }) {
  const host = new URL(url).host;
  const settings = `@sessionkit:registry=${url}\n//${host}/:_authToken=${token}\n`;
  writeFileSync(join(copy, "home/.npmrc"), settings);
  return await inCopy(copy, ["changeset", "publish"], { npm_config_registry: url });
}
