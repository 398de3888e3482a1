/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {{ ahead: number, down: boolean, signInElsewhere(userAgent: string): Promise<void> }} Site */

/**
 * @typedef {object} Picture a state of a component
 * @property {string} part the selector of the component
 * @property {{ idle: string, absolute: string }} lifetime
 * @property {(page: Page, site: Site) => Promise<unknown>} open
 */

/** The dates on the pictures do not depend on the day on which they are taken. */
const NOW = Date.parse("2026-03-18T09:30:00Z");
const HOUR = 3_600_000;

const LIST = "[data-sessionkit=active-sessions]";
const MONTH = { idle: "30d", absolute: "30d" };

/** The user agents of the other devices, by how long ago each signed in. @type {[hours: number, userAgent: string][]} */
const OTHERS = [
  [
    240,
    "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
  ],
  [49, "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"],
  [
    3,
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
  ],
];

/** @type {Record<string, Picture>} */
export const pictures = {
  "active-sessions": { part: LIST, lifetime: MONTH, open: openList },

  "active-sessions-single": { part: LIST, lifetime: MONTH, open: signIn },

  "active-sessions-loading": {
    part: LIST,
    lifetime: MONTH,
    async open(page, site) {
      await page.route("**/api/auth/sessions", () => new Promise(() => undefined));
      await signIn(page, site);
    },
  },

  "active-sessions-failed": {
    part: LIST,
    lifetime: MONTH,
    async open(page, site) {
      await page.route("**/api/auth/sessions", (route) => route.fulfill({ status: 503 }));
      await signIn(page, site);
      await page.locator("[data-part=retry]").waitFor();
    },
  },

  "sign-out-dialog": {
    part: "dialog",
    lifetime: MONTH,
    async open(page, site) {
      await openList(page, site);
      await page.locator("[data-part=everywhere]").click();
    },
  },

  "expiry-notice": {
    part: "[data-sessionkit=expiry-notice]",
    lifetime: { idle: "20m", absolute: "1d" },
    async open(page, site) {
      await signIn(page, site, "?activity=1");
      await page.clock.fastForward(18.5 * 60_000);
      await page.locator("[data-part=extend]").waitFor();
    },
  },
};

/**
 * @param {Page} page
 * @param {Site} site
 */
async function openList(page, site) {
  for (const [hours, userAgent] of OTHERS) {
    site.ahead = NOW - hours * HOUR - Date.now();
    await site.signInElsewhere(userAgent);
  }
  await signIn(page, site);
  await page.locator("[data-part=session]").nth(OTHERS.length).waitFor();
}

/**
 * Signs the browser in, and opens the page.
 *
 * @param {Page} page
 * @param {Site} site
 * @param {string} [query]
 */
async function signIn(page, site, query = "") {
  site.ahead = NOW - Date.now();
  await page.clock.install({ time: NOW });
  await page.request.get("/sign-in");
  await page.goto(`/${query}`);
  await page.locator(`${LIST} [data-part=title]`).waitFor();
}
