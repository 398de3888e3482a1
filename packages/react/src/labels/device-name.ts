import type { ActiveSession } from "@sessionkit/core";

/**
 * Makes the `device` of a language other than English: the label, or the name of the device.
 *
 * @param on joins browser and model or system: `"Chrome auf macOS"`
 * @param unknown the name if neither is known
 */
export function createDeviceName(
  on: (browser: string, os: string) => string,
  unknown: string,
): (session: ActiveSession) => string {
  return ({ label, device: { browser, os, model } }) => {
    const place = model ?? os;
    if (label !== null) return label;
    return browser && place ? on(browser, place) : (browser ?? place ?? unknown);
  };
}
