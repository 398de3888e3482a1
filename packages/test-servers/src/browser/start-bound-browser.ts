import { type Browser, type BrowserContext, chromium, type LaunchOptions } from "@playwright/test";
import { type BoundDevice, watchDevice } from "./bound-device.ts";
import { chromiumOptions } from "./chromium-options.ts";

export interface BoundBrowserOptions {
  /** The pins of the certificates that the browser accepts, from `createCertificate`. */
  readonly pins: readonly string[];
  /** Applies Chromium's limit of 6 signatures in 9 minutes to each site. Default: false. */
  readonly quota?: boolean;
  /** False starts the browser without device-bound sessions, as all browsers that do not support them. Default: true. */
  readonly supported?: boolean;
}

/** A browser that binds sessions to keys of its own. Each device has its own cookies and keys, in memory. */
export interface BoundBrowser {
  openDevice(): Promise<BoundDevice>;
  close(): Promise<void>;
}

/** A browser with one profile on disk. */
export interface BoundProfile {
  readonly device: BoundDevice;
  close(): Promise<void>;
}

/**
 * Starts the whole Chromium, since its headless shell has no device-bound sessions. The keys are in software. The pin is
 * necessary: a browser that ignores certificate errors binds no session.
 */
export async function startBoundBrowser(options: BoundBrowserOptions): Promise<BoundBrowser> {
  const browser: Browser = await chromium.launch(launchOptions(options));
  return {
    openDevice: async () => watchDevice(await browser.newContext()),
    close: () => browser.close(),
  };
}

/** Starts the browser with the profile in a folder, so that a second start is a restart with the same cookies and keys. */
export async function openBoundProfile(
  folder: string,
  options: BoundBrowserOptions,
): Promise<BoundProfile> {
  const context: BrowserContext = await chromium.launchPersistentContext(
    folder,
    launchOptions(options),
  );
  return { device: await watchDevice(context), close: () => context.close() };
}

function launchOptions({
  pins,
  quota = false,
  supported = true,
}: BoundBrowserOptions): LaunchOptions {
  const sessions = quota ? "DeviceBoundSessions" : "DeviceBoundSessions:RefreshQuota/false";
  const keys = "EnableBoundSessionCredentialsSoftwareKeysForManualTesting";
  const { args, ...program } = chromiumOptions();
  return {
    ...program,
    headless: true,
    args: [
      ...(supported ? [`--enable-features=${sessions},${keys}`] : []),
      `--ignore-certificate-errors-spki-list=${pins.join(",")}`,
      ...args,
    ],
  };
}
