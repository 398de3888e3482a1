import { root, run } from "../run.mjs";
import { listPackages } from "../workspace.mjs";

export const published = listPackages(root).filter(({ manifest }) => !manifest.private);

/**
 * Packs every published package, as a release does. Rejects if that fails.
 *
 * @param {string} folder that the tarballs are written to
 */
export async function packPublished(folder) {
  const filters = published.map(({ manifest }) => `--filter=${manifest.name}`);
  const pack = ["pnpm", "--recursive", ...filters, "pack", "--pack-destination", folder];
  const { ok, output } = await run(pack, { minutes: 2 });
  if (!ok) throw new Error(output);
}
