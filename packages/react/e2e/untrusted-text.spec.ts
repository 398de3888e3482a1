import { expect, test } from "./support/test.ts";

const agents = [
  "<img src=x onerror=\"document.title='hacked'\">",
  "</script><script>document.title='hacked'</script>",
  "Mozilla/5.0 (\u202eXSO caM; \u2066) Chrome/156.0.0.0 Safari/537.36",
  `Mozilla/5.0 ${"A".repeat(65_536)} Chrome/156.0.0.0`,
  "javascript:document.title='hacked'//",
  "%3Cimg%20src=x%20onerror=alert(1)%3E {{7*7}}",
];

test("names of devices are inert", async ({ page, site }) => {
  for (const agent of agents) await site.signInElsewhere(agent);
  await page.goto("/");
  await expect(page.getByRole("listitem")).toHaveCount(agents.length + 1);
  await expect(page.locator("img, script:not([type])")).toHaveCount(0);
  await expect(page).toHaveTitle("Account");
  const rows = await page.getByRole("listitem").allInnerTexts();
  for (const row of rows) {
    expect(row.length).toBeLessThan(250);
    expect(row).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  }
});

test("names of devices are inert also if a server does not sanitise them", async ({
  page,
  site,
}) => {
  for (const agent of agents) await site.signInElsewhere(agent);
  await page.route("**/api/auth/sessions", async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    for (const [index, agent] of agents.entries()) {
      answer.sessions[index + 1].device = { label: agent, browser: agent, os: agent, kind: agent };
      answer.sessions[index + 1].ip = agent;
    }
    await route.fulfill({ response, json: answer });
  });
  await page.goto("/");
  await expect(page.getByRole("listitem")).toHaveCount(agents.length + 1);
  await expect(page.locator("img, script:not([type])")).toHaveCount(0);
  await expect(page).toHaveTitle("Account");
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
  for (const text of await page.getByRole("listitem").allInnerTexts()) {
    expect(text.length).toBeLessThan(350);
  }
  // Bidirectional characters are isolated: the text after them keeps its place.
  const row = page.getByRole("listitem").nth(3);
  await expect(row.locator("[data-part=facts] time").first()).toHaveText("Active now");
  await row.getByRole("button").click();
  await expect(page.getByRole("listitem")).toHaveCount(agents.length);
});
