import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { root } from "../run.mjs";

const page = readFileSync(join(root, "docs/operations.md"), "utf8");
const core = join(root, "packages/core/src");

const sources = readdirSync(core, { recursive: true, encoding: "utf8" })
  .filter((name) => /(?<!\.test|\.test-d)\.ts$/.test(name))
  .map((name) => readFileSync(join(core, name), "utf8"));

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

test("there are options of every group", () => {
  expect(options.length).toBeGreaterThan(40);
});

test.each(options)("the page has the option %s", (option) => {
  expect(page).toMatch(new RegExp(`\`${option.replaceAll(".", "\\.")}[.\`]`));
});

test("there are events", () => {
  expect(eventTypes().length).toBeGreaterThan(10);
});

test.each(eventTypes())("the page says what the event %s means", (type) => {
  expect(page).toContain(`\`${type}\``);
});

/**
 * @param {string} name of an interface in core
 * @returns {string[]}
 */
function membersOf(name) {
  const declaration = new RegExp(`interface ${name}\\b`);
  const text = sources.find((source) => declaration.test(source));
  if (text === undefined) throw new Error(`Core has no interface ${name}.`);
  const found = ts
    .createSourceFile("source.ts", text, ts.ScriptTarget.Latest, true)
    .statements.find(
      (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === name,
    );
  if (!found || !ts.isInterfaceDeclaration(found)) throw new Error(`${name} cannot be read.`);
  return found.members.map((member) => member.name?.getText() ?? "");
}

/** @returns {string[]} the members of the type `SessionEventType` */
function eventTypes() {
  const declared = sources
    .map((text) => /export type SessionEventType =([^;]+);/.exec(text)?.[1])
    .find((members) => members !== undefined);
  return [...(declared ?? "").matchAll(/"(session\.\w+)"/g)].map(([, type = ""]) => type);
}
