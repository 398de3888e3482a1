import { spawnSync } from "node:child_process";
import { chromium } from "@playwright/test";
import { findProgram } from "../process/find-program.ts";

/** The names under which distributions install it. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const START_LIMIT_MS = 60_000;

/**
 * The path of the Chromium that the browser tests drive: the first one of the path that starts, else the one that
 * Playwright has installed. Undefined if there is neither.
 */
export function findBrowser(
  playwrightBrowser: string = chromium.executablePath(),
): string | undefined {
  const installed = NAMES.map((name) => findProgram(name)).filter((path) => path !== undefined);
  return [...installed, playwrightBrowser].find(starts);
}

/** A file is not enough: Ubuntu's `chromium-browser` only refers to snap, and a download may lack shared libraries. */
function starts(path: string): boolean {
  const { status } = spawnSync(path, ["--version"], { stdio: "ignore", timeout: START_LIMIT_MS });
  return status === 0;
}
