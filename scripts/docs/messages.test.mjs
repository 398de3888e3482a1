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
  if (!/new SessionConfigError\(|OrProblem\(/.test(code)) return [];
  /** @type {string[]} */
  const found = [];
  visit(ts.createSourceFile("source.ts", code, ts.ScriptTarget.Latest), false);
  return found;

  /**
   * @param {ts.Node} node
   * @param {boolean} returnsProblem whether it is in a function that returns problems
   */
  function visit(node, returnsProblem) {
    const text = piecesOf(messageIn(node, returnsProblem));
    if (text !== undefined) found.push(beginning(text));
    const isNamed = ts.isFunctionDeclaration(node) && node.name?.text.endsWith("OrProblem");
    ts.forEachChild(node, (child) => visit(child, returnsProblem || Boolean(isNamed)));
  }
}

/**
 * The second argument of `SessionConfigError`, the only argument of a `refuse` function, or what a function whose name
 * ends in `OrProblem` returns.
 *
 * @param {ts.Node} node
 * @param {boolean} returnsProblem
 */
function messageIn(node, returnsProblem) {
  if (ts.isReturnStatement(node)) return returnsProblem ? node.expression : undefined;
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return undefined;
  const name = ts.isIdentifier(node.expression) ? node.expression.text : "";
  const position = { SessionConfigError: 1, refuse: 0 }[name];
  return position === undefined ? undefined : node.arguments?.[position];
}

/**
 * The constant pieces of a text.
 *
 * @param {ts.Expression | undefined} text
 * @returns {string[] | undefined}
 */
function piecesOf(text) {
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
