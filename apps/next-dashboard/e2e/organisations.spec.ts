import type { Page } from "@playwright/test";
import type { Person } from "./support/database.ts";
import { expect, signIn, test } from "./support/test.ts";

/** What the API answers: an organisation with the role in it. */
async function readRole(page: Page): Promise<string> {
  const answer = await page.evaluate(async () => {
    const response = await fetch("/api/organisation");
    return [response.status, await response.json()];
  });
  const [status, { organisation, notice }] = answer as [number, ApiAnswer];
  return status === 200 ? `${notice}: ${organisation?.role}` : `status ${status}`;
}

interface ApiAnswer {
  readonly organisation: { readonly role: string } | null;
  readonly notice: string | null;
}

function switcher(page: Page) {
  return page.getByRole("form", { name: "Organisation" });
}

/** The person owns Alpha, reads Beta, and looks at the page of Alpha. */
async function inAlpha(
  page: Page,
  person: Person,
  database: {
    createOrganisation(
      name: string,
      members: (readonly [Person, "owner" | "reader"])[],
    ): Promise<string>;
  },
  other: Person,
) {
  const alpha = await database.createOrganisation("Alpha", [
    [person, "owner"],
    [other, "reader"],
  ]);
  const beta = await database.createOrganisation("Beta", [
    [person, "reader"],
    [other, "owner"],
  ]);
  await signIn(page, person);
  await page.getByRole("link", { name: "Organisation" }).click();
  await expect(page.getByRole("heading", { name: alpha })).toBeVisible();
  return {
    alpha,
    beta,
    asOwner: `Notice of ${alpha}: owner`,
    asReader: `Notice of ${beta}: reader`,
  };
}

test("a switch changes organisation and role together, in the page, the API and a second tab", async ({
  page,
  person,
  context,
  database,
}) => {
  const other = await database.createPerson();
  const { alpha, beta, asOwner, asReader } = await inAlpha(page, person, database, other);
  await expect(page.getByTestId("role")).toHaveText("Owner");
  await expect(page.getByRole("button", { name: "Save notice" })).toBeVisible();
  expect(await readRole(page)).toBe(asOwner);
  const tab = await context.newPage();
  await tab.goto("/dashboard/organisation");
  await expect(tab.getByRole("heading", { name: alpha })).toBeVisible();

  // Requests of the other tab before, during and after the switch.
  const during = (async () => {
    const roles = new Set<string>();
    for (let call = 0; call < 40; call++) roles.add(await readRole(tab));
    return roles;
  })();
  await switcher(page).getByRole("button", { name: beta }).click();
  await expect(page.getByRole("heading", { name: beta })).toBeVisible();
  await expect(page.getByTestId("role")).toHaveText("Reader");
  await expect(page.getByRole("button", { name: "Save notice" })).toHaveCount(0);
  expect(await readRole(tab)).toBe(asReader);
  for (const role of await during) expect([asOwner, asReader]).toContain(role);

  // The tab may still show Alpha, whose form must not act in Beta, and which the session does not work in any more.
  const save = tab.getByRole("button", { name: "Save notice" });
  if (await save.isVisible()) {
    await tab.getByLabel("For all members").fill("From an old page");
    await save.click();
  }
  await expect(tab.getByRole("heading", { name: beta })).toBeVisible();
  await expect(tab.getByTestId("role")).toHaveText("Reader");
  await switcher(tab).getByRole("button", { name: alpha }).click();
  await expect(tab.getByLabel("For all members")).toHaveValue(`Notice of ${alpha}`);
  expect(await readRole(page)).toBe(asOwner);
});

test("the choice is that of one device", async ({ page, person, database, otherContext }) => {
  const other = await database.createPerson();
  const { alpha, beta, asOwner, asReader } = await inAlpha(page, person, database, other);
  const device = await otherContext.newPage();
  await signIn(device, person);
  await switcher(device).getByRole("button", { name: beta }).click();
  await expect(switcher(device).locator("[aria-current]")).toContainText(beta);
  expect(await readRole(device)).toBe(asReader);
  await page.reload();
  await expect(page.getByRole("heading", { name: alpha })).toBeVisible();
  expect(await readRole(page)).toBe(asOwner);
});

test("a member who is removed loses the role everywhere, and gets no role of another organisation", async ({
  page,
  person,
  context,
  database,
  otherContext,
}) => {
  const other = await database.createPerson();
  const { alpha, beta } = await inAlpha(page, person, database, other);
  const tab = await context.newPage();
  await tab.goto("/dashboard");

  // Another owner, on another device.
  const owner = await database.createPerson();
  await database.join(owner, alpha, "owner");
  const theirs = await otherContext.newPage();
  await signIn(theirs, owner);
  await theirs.getByRole("link", { name: "Organisation" }).click();
  await theirs.getByRole("button", { name: `Remove ${person.name}, ${person.email}` }).click();
  await expect(theirs.getByText(person.email)).toHaveCount(0);

  // Without a request of their own, the open pages follow.
  await expect(page.getByText("You work in no organisation now.")).toBeVisible();
  expect(await readRole(tab)).toBe("null: undefined");
  await expect(switcher(page).getByRole("button")).toHaveCount(1);
  await switcher(page).getByRole("button", { name: beta }).click();
  await expect(page.getByTestId("role")).toHaveText("Reader");
  expect(await readRole(tab)).toBe(`Notice of ${beta}: reader`);
});

test("a form of an owner does nothing after the role was taken, and the role stays taken", async ({
  page,
  person,
  database,
}) => {
  const other = await database.createPerson();
  const { alpha } = await inAlpha(page, person, database, other);
  await database.join(person, alpha, "reader");
  await page.getByLabel("For all members").fill("Not mine to say");
  await page.getByRole("button", { name: "Save notice" }).click();
  await expect(page.getByTestId("role")).toHaveText("Reader");
  await expect(page.getByText(`Notice of ${alpha}`)).toBeVisible();
  expect(await readRole(page)).toBe(`Notice of ${alpha}: reader`);
  await page.reload();
  await expect(page.getByTestId("role")).toHaveText("Reader");
});

test("an organisation of others cannot be chosen", async ({
  page,
  person,
  database,
  otherContext,
}) => {
  const other = await database.createPerson();
  const { alpha, beta, asOwner } = await inAlpha(page, person, database, other);
  const gamma = await database.createOrganisation("Gamma", [[other, "owner"]]);
  const theirs = await otherContext.newPage();
  await signIn(theirs, other);
  const id = await switcher(theirs).getByRole("button", { name: gamma }).getAttribute("value");
  const button = switcher(page).getByRole("button", { name: beta });
  await button.evaluate((element, value) => element.setAttribute("value", value ?? ""), id);
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await button.click();
  expect((await answered).status()).toBe(200);
  expect(await readRole(page)).toBe(asOwner);
  await page.reload();
  await expect(page.getByRole("heading", { name: alpha })).toBeVisible();
});
