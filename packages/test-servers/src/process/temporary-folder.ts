import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { guard } from "./guard.ts";

/** A new folder that is removed with this process at the latest. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sessionkit-test-"));
  guard.watch("folders", basename(folder));
  return folder;
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  guard.forget("folders", basename(folder));
}
