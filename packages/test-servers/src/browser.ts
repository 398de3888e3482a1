export { findBrowser } from "./browser/find-browser.ts";
