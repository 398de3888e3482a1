import type { ActiveSession } from "@sessionkit/core";

/**
 * Makes the `device` of a language other than English.
 *
 * @param on joins browser and system: `"Chrome auf macOS"`
 * @param unknown the name if neither is known
 */
export function createDeviceName(
  on: (browser: string, os: string) => string,
  unknown: string,
): (session: ActiveSession) => string {
  return ({ device: { browser, os } }) =>
    browser && os ? on(browser, os) : (browser ?? os ?? unknown);
}
