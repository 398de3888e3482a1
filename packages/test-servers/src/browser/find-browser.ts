import { spawnSync } from "node:child_process";
import { chromium } from "@playwright/test";
import { findProgram } from "../process/find-program.ts";

/** The names of the program in distributions. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const START_LIMIT_MS = 60_000;

/**
 * Returns the path of the Chromium for browser tests: the first one on the PATH that starts, else the one that Playwright
 * installed. Undefined if none starts.
 */
export function findBrowser(
  playwrightBrowser: string = chromium.executablePath(),
): string | undefined {
  const installed = NAMES.map((name) => findProgram(name)).filter((path) => path !== undefined);
  return [...installed, playwrightBrowser].find(starts);
}

/** Runs the program: Ubuntu's `chromium-browser` only refers to snap, and a download may lack shared libraries. */
function starts(path: string): boolean {
  const { status } = spawnSync(path, ["--version"], { stdio: "ignore", timeout: START_LIMIT_MS });
  return status === 0;
}
