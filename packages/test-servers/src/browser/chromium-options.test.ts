import { chromium } from "@playwright/test";
import { expect, it, onTestFinished } from "vitest";
import { chromiumOptions } from "./chromium-options.ts";

const SWITCH = "--disable-features=";

it("disables all features that Playwright disables", async () => {
  const server = await chromium.launchServer(chromiumOptions());
  onTestFinished(() => server.close());
  const lists = server
    .process()
    .spawnargs.filter((argument) => argument.startsWith(SWITCH))
    .map((argument) => argument.slice(SWITCH.length).split(","));
  expect(lists).toHaveLength(2);
  expect(lists[1]).toEqual(expect.arrayContaining(lists[0] ?? []));
});
