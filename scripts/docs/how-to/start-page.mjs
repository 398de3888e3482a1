import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { openPage } from "./open-page.mjs";
import { listen, serve } from "./serve.mjs";

/** @typedef {ReturnType<typeof import("../create-browser.mjs").createBrowser>} Browser */

/** Of every user in `scripts/readme/ambient-types/docs-how-to/lib/users.ts`. */
export const password = "violet-anchor-58";

// For these tests only.
const secret = "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=";

/**
 * The modules of a how-to page, under a clock that stands still.
 *
 * @param {string} name of the page
 * @param {Record<string, string>} [environment]
 */
export function startPage(name, environment = {}) {
  vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"] });
  for (const [key, value] of Object.entries({ SESSION_SECRET: secret, ...environment }))
    vi.stubEnv(key, value);
  onTestFinished(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });
  const folder = openPage(name);
  return { folder, load: (/** @type {string} */ path) => import(join(folder, path)) };
}

/**
 * The application of a framework with the routes of a how-to page.
 *
 * @param {string} name of the page
 * @param {string} framework `express` or `hono`
 * @param {string} file with the routes
 * @param {Record<string, string>} [environment]
 */
export async function startApp(name, framework, file, environment) {
  const page = startPage(name, environment);
  await page.load(`${framework}/${file}`);
  const { app } = await page.load(`${framework}/app.ts`);
  const { sessions } = await page.load("lib/sessions.ts");
  const server = framework === "hono" ? (await page.load("hono/serve.ts")).server : listen(app);
  return { ...page, ...(await serve(server)), app, sessions };
}

/** @param {string} duration such as `16m` */
export function advance(duration) {
  const units = /** @type {Record<string, number>} */ ({ s: 1e3, m: 6e4, h: 36e5, d: 864e5 });
  const ms = parseInt(duration, 10) * (units[duration.slice(-1)] ?? Number.NaN);
  vi.setSystemTime(Date.now() + ms);
}

/**
 * @param {Browser} browser
 * @param {string} email
 * @param {{ path?: string, remember?: boolean }} [options]
 */
export function signIn(browser, email, { path = "/sign-in", remember = true } = {}) {
  return browser.send("POST", path, { json: { email, password, remember } });
}
