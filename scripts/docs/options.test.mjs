import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../run.mjs";
import { membersOf, textsOf } from "./declarations.mjs";

const page = readFileSync(join(root, "docs/operations.md"), "utf8");

/** The prefix of each group of options, and the interface that declares it. */
const groups = [
  ["", "SharedOptions"],
  ["", "StoredOptions"],
  ["activity.", "ActivityOptions"],
  ["limit.", "LimitOptions"],
  ["lifetime.", "LifetimeOptions"],
  ["cookies.", "CookieOptions"],
  ["accessKeys.", "AccessKeyPair"],
  ["verifiedTokens.", "VerifiedTokensOptions"],
];

const options = groups.flatMap(([prefix = "", name = ""]) =>
  membersOf(name).map((member) => prefix + member),
);

test("options of every group are found", () => {
  expect(options.length).toBeGreaterThan(40);
});

test.each(options)("the page has the option %s", (option) => {
  expect(page).toMatch(new RegExp(`\`${option.replaceAll(".", "\\.")}[.\`]`));
});

test.each(textsOf("SessionEventType"))("the page explains the event %s", (type) => {
  expect(page).toContain(`\`${type}\``);
});
