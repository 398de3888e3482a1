import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { END_REASONS } from "../../packages/core/src/session/reasons.ts";
import { root } from "../run.mjs";
import { membersOf, textsOf } from "./declarations.mjs";

const page = readFileSync(join(root, "docs/protocol.md"), "utf8");

test.each(membersOf("SessionRecord"))("the page explains the field %s of a record", (field) => {
  expect(page).toContain(`\`${field}\``);
});

test.each(textsOf("Verdict"))("the table has the verdict %s", (verdict) => {
  expect(page).toMatch(new RegExp(`^\\|.*\\*\\*${verdict}\\*\\*`, "m"));
});

test.each([...END_REASONS, "unavailable"])("the page explains the reason %s", (reason) => {
  expect(page).toContain(`\`${reason}\``);
});
