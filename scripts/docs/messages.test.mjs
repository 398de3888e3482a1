import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { root } from "../run.mjs";
import { listPackages } from "../workspace.mjs";

const page = readFileSync(join(root, "docs/troubleshooting.md"), "utf8");

const messages = listPackages(root)
  .filter(({ folder }) => folder.startsWith("packages/"))
  .flatMap(({ folder }) => sourcesOf(join(root, folder, "src")))
  .flatMap((file) => messagesOf(readFileSync(file, "utf8")));

test("messages of the packages are found", () => {
  expect(messages.length).toBeGreaterThan(50);
});

test.each([...new Set(messages)])("the page explains the message: %s", (message) => {
  expect(page).toContain(message);
});

/**
 * @param {string} folder
 * @returns {string[]}
 */
function sourcesOf(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /(?<!\.test|\.test-d)\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}

/**
 * The constant beginning of the message of each `SessionConfigError` in a file.
 *
 * @param {string} code
 * @returns {string[]}
 */
function messagesOf(code) {
  if (!code.includes("new SessionConfigError(")) return [];
  /** @type {string[]} */
  const found = [];
  visit(ts.createSourceFile("source.ts", code, ts.ScriptTarget.Latest));
  return found;

  /** @param {ts.Node} node */
  function visit(node) {
    const text =
      ts.isNewExpression(node) || ts.isCallExpression(node) ? messageOf(node) : undefined;
    if (text !== undefined) found.push(beginning(text));
    ts.forEachChild(node, visit);
  }
}

/**
 * The second argument of `SessionConfigError`, or the only argument of a `refuse` function.
 *
 * @param {ts.NewExpression | ts.CallExpression} node
 * @returns {string[] | undefined} the constant pieces of the text
 */
function messageOf({ expression, arguments: given }) {
  const name = ts.isIdentifier(expression) ? expression.text : "";
  const text =
    name === "SessionConfigError" ? given?.[1] : name === "refuse" ? given?.[0] : undefined;
  if (text === undefined) return undefined;
  if (ts.isStringLiteralLike(text)) return [text.text];
  if (!ts.isTemplateExpression(text)) return undefined;
  return [text.head.text, ...text.templateSpans.map(({ literal }) => literal.text)];
}

/** @param {string[]} pieces */
function beginning(pieces) {
  const phrases = pieces.flatMap((piece) => piece.split(/[.,;:(]/)).map((phrase) => phrase.trim());
  return phrases.find((phrase) => phrase.length > 8) ?? pieces.join("…");
}
