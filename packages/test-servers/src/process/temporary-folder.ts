import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { guard } from "./guard.ts";

/** Creates a folder that is removed when this process ends, at the latest. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sessionkit-test-"));
  guard.watch("folders", basename(folder));
  return folder;
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  guard.unwatch("folders", basename(folder));
}
