// Checks how Node, bundlers and TypeScript read the tarball of each published package. Needs the builds. One process checks all
// packages, because to load the tools takes longer than a check.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { packPublished } from "./release/pack-published.mjs";

/** Ways to resolve an import that packages of ES modules do not support. @type {unknown[]} */
const UNSUPPORTED = ["node10", "node16-cjs"];

/**
 * The faults of a tarball, one line each. Publint reads the package.json and the formats of the files, and attw the types of
 * each entry.
 *
 * @param {Uint8Array<ArrayBuffer>} tarball
 * @returns {Promise<string[]>}
 */
export async function findFaults(tarball) {
  const { messages, pkg = {} } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
  const { packageName, ...analysis } = await checkPackage(createPackageFromTarballData(tarball));
  const problems = analysis.types ? analysis.problems : [{ kind: "NoTypes" }];
  return [
    ...messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code),
    ...problems
      .filter((one) => !("resolutionKind" in one && UNSUPPORTED.includes(one.resolutionKind)))
      .map((problem) => JSON.stringify(problem)),
  ].map((fault) => `${packageName}: ${fault}`);
}

if (process.argv[1] === import.meta.filename) {
  const folder = mkdtempSync(join(tmpdir(), "sessionkit-published-"));
  await packPublished(folder);
  for (const file of readdirSync(folder)) {
    const faults = await findFaults(new Uint8Array(readFileSync(join(folder, file))));
    for (const fault of faults) console.error(fault);
    if (faults.length > 0) process.exitCode = 1;
  }
  rmSync(folder, { recursive: true });
}
