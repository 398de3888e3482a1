import { rmSync } from "node:fs";
import { publish } from "../release/publish.mjs";
import { commit, copyWorkspace, inCopy } from "../release/scratch-copy.mjs";
import { startRegistry } from "../release/start-registry.mjs";

/**
 * Publishes the next release to a registry on loopback.
 *
 * @returns {ReturnType<typeof startRegistry>}
 */
export async function publishAll() {
  const registry = await startRegistry();
  const copy = await copyWorkspace();
  try {
    await inCopy(copy, ["changeset", "version"]);
    await commit(copy, "chore: release");
    await publish(copy, registry);
    return registry;
  } catch (error) {
    await registry.close();
    throw error;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
