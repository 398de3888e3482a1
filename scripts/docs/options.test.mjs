import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { root } from "../run.mjs";

const page = readFileSync(join(root, "docs/operations.md"), "utf8");
const core = join(root, "packages/core/src");

/** What each group of options is called before its own name, and where it is declared. */
const groups = [
  ["", "flow/context/options.ts", "SharedOptions"],
  ["", "flow/context/options.ts", "StoredOptions"],
  ["activity.", "flow/context/options.ts", "ActivityOptions"],
  ["limit.", "flow/context/options.ts", "LimitOptions"],
  ["lifetime.", "session/lifetime.ts", "LifetimeOptions"],
  ["cookies.", "cookies/cookie-policy.ts", "CookieOptions"],
  ["accessKeys.", "tokens/asymmetric.ts", "AccessKeyPair"],
  ["verifiedTokens.", "tokens/verified-tokens.ts", "VerifiedTokensOptions"],
];

const options = groups.flatMap(([prefix = "", file = "", name = ""]) =>
  membersOf(join(core, file), name).map((member) => prefix + member),
);

test("there are options of every group", () => {
  expect(options.length).toBeGreaterThan(40);
});

test.each(options)("the page has the option %s", (option) => {
  expect(page).toMatch(new RegExp(`\`${option.replaceAll(".", "\\.")}[.\`]`));
});

test.each(eventTypes())("the page says what the event %s means", (type) => {
  expect(page).toContain(`\`${type}\``);
});

/**
 * @param {string} file
 * @param {string} name of an interface in it
 * @returns {string[]}
 */
function membersOf(file, name) {
  const found = parse(file).statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  );
  if (!found || !ts.isInterfaceDeclaration(found)) throw new Error(`${file} has no ${name}.`);
  return found.members.map((member) => member.name?.getText() ?? "");
}

/** @returns {string[]} */
function eventTypes() {
  const text = readFileSync(join(core, "session/events.ts"), "utf8");
  return [...new Set([...text.matchAll(/"(session\.\w+)"/g)].map(([, type = ""]) => type))];
}

/** @param {string} file */
function parse(file) {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
}
