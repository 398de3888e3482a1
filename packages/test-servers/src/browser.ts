export type { BoundDevice, BoundEvent, BoundSession } from "./browser/bound-device.ts";
export { chromiumOptions } from "./browser/chromium-options.ts";
export { findBrowser } from "./browser/find-browser.ts";
export {
  type BoundBrowser,
  type BoundBrowserOptions,
  type BoundProfile,
  openBoundProfile,
  startBoundBrowser,
} from "./browser/start-bound-browser.ts";
