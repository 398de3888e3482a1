import { findProgram, missingPrograms, serverProblems } from "@sessionkit/test-servers";
import { findBrowser } from "@sessionkit/test-servers/browser";
import { environment, run } from "../run.mjs";
import { browser } from "./prepare-machine.mjs";

/** @typedef {(command: string[], options: { minutes: number }) => Promise<{ ok: boolean, output: string }>} Run */

/** The tests of releases create git repositories. */
const git = { name: "git", debianPackage: "git" };

/** @type {import("./prepare-machine.mjs").Machine} */
export const thisMachine = {
  serverProblems,
  missingPrograms: () => [
    ...(findBrowser() === undefined ? [browser] : []),
    ...missingPrograms(),
    ...(findProgram(git.name) === undefined ? [git] : []),
  ],
  hasProgram: (name) => findProgram(name) !== undefined,
  isRoot: process.getuid?.() === 0,
  run: (command, options) => run(command, { ...options, env }),
  log: (line) => console.log(line.replaceAll(/^/gm, "    ")),
};

/** Milliseconds without data until a download fails. If its host is unreachable, Playwright tries five times. */
const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000", ...environment };
