import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "./support/test.ts";

const looks = [
  { name: "light", width: 1280, height: 800, colorScheme: "light" },
  { name: "dark", width: 1280, height: 800, colorScheme: "dark" },
  { name: "narrow", width: 320, height: 640, colorScheme: "light" },
  { name: "narrow-dark", width: 320, height: 640, colorScheme: "dark" },
] as const;

for (const { name, width, height, colorScheme } of looks) {
  test.describe(`in ${name}`, () => {
    test.use({ viewport: { width, height }, colorScheme });

    test("every page fits", async ({ page, person, otherContext, browserConsole, database }) => {
      const shoot = (title: string) => take(page, `${title}-${name}`);

      await page.goto("/");
      await expect(page.getByRole("link", { name: "Sign in", exact: true })).toBeVisible();
      await shoot("landing");
      browserConsole.expect(/404/);
      await page.goto("/nowhere");
      await shoot("not-found");
      await page.goto("/sign-in?callbackUrl=/dashboard");
      await shoot("sign-in");
      await page.getByLabel("E-mail").fill(person.email);
      await page.getByLabel("Password").fill("wrong");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(page.getByText("E-mail and password do not match.")).toBeVisible();
      await shoot("sign-in-refused");

      await database.createOrganisation("Hilltop Observatory", [[person, "owner"]]);
      await database.createOrganisation("Tidewater Society", [[person, "reader"]]);
      await database.addActivity(person.id, [2 * 1440, 12 * 1440]);
      await signIn(await otherContext.newPage(), person);
      await signIn(page, person);
      await expect(page.getByTestId("status")).toHaveText("Signed in");
      await shoot("dashboard");
      await page.goto("/dashboard/notebooks/tides");
      await shoot("notebook");
      await page.goto("/dashboard/organisation");
      await shoot("organisation");
      await page.goto("/dashboard/settings");
      await shoot("settings");
      await page.goto("/dashboard/account");
      await shoot("account");
      await page.goto("/confirm?callbackUrl=/dashboard/account");
      await shoot("confirm");
    });
  });
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `.results/screenshots/${name}.png`, fullPage: true });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${name} is as wide as the window`).toBe(0);
  // One check for each colour scheme and each width.
  if (!/-(light|narrow-dark)$/.test(name)) return;
  // The title is streamed after the page.
  await expect(page).toHaveTitle(/./);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
}
