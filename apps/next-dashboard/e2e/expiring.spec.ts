import { type App, startApp } from "./start-app.ts";
import { openDatabase } from "./support/database.ts";
import { expect, signIn, test } from "./support/test.ts";

/** Seconds in real time, because a browser expires cookies by its own clock. */
const LIFETIME = 12;

let app: App;

test.beforeAll(async ({ strategy }) => {
  const end = `${LIFETIME}s`;
  app = await startApp({
    strategy,
    env: { SESSION_ACCESS: "5s", SESSION_IDLE: end, SESSION_ABSOLUTE: end },
  });
});

test.afterAll(() => app.stop());

test("a session that expires in an open page is reported with its reason, and redirects to the sign-in page once", async ({
  otherContext: context,
  browserConsole,
}) => {
  browserConsole.expect(/401/);
  const database = await openDatabase(app.databaseFile);
  const person = await database.createPerson();
  database.close();
  const page = await context.newPage();
  const addresses: string[] = [];
  await page.addInitScript(keepReasons);
  await signIn(page, person, { at: `${app.url}/sign-in` });
  page.on("request", (request) => {
    if (request.isNavigationRequest()) addresses.push(new URL(request.url()).pathname);
  });

  await page.waitForURL(/\/sign-in\?/, { timeout: (LIFETIME + 20) * 1_000 });
  await page.waitForLoadState("networkidle");
  await expect(page.getByLabel("Password")).toBeVisible();
  expect(addresses).toEqual(["/sign-in"]);
  // The browser still sent the cookies, so that the server returned the reason and cleared them.
  const reasons = await page.evaluate(() => sessionStorage.getItem("reasons"));
  expect(reasons).toContain("expired_absolute");
  expect(await context.cookies()).toEqual([]);
});

/** Runs in the page, because responses are not available to the test after a navigation. */
function keepReasons(): void {
  const send = window.fetch;
  window.fetch = async (...request) => {
    const response = await send(...request);
    if (/\/api\/auth\/(session|refresh)$/.test(response.url)) {
      const { reason } = await response.clone().json();
      sessionStorage.setItem("reasons", `${sessionStorage.getItem("reasons") ?? ""} ${reason}`);
    }
    return response;
  };
}
