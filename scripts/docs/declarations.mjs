import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../run.mjs";

const core = join(root, "packages/core/src");

const sources = readdirSync(core, { recursive: true, encoding: "utf8" })
  .filter((name) => /(?<!\.test|\.test-d)\.ts$/.test(name))
  .map((name) => readFileSync(join(core, name), "utf8"));

/**
 * The members of an interface of core.
 *
 * @param {string} name
 * @returns {string[]}
 */
export function membersOf(name) {
  const declaration = find(name, ts.isInterfaceDeclaration);
  return declaration.members.map((member) => member.name?.getText() ?? "");
}

/**
 * The string literals of a union type of core.
 *
 * @param {string} name
 * @returns {string[]}
 */
export function textsOf(name) {
  const { type } = find(name, ts.isTypeAliasDeclaration);
  if (!ts.isUnionTypeNode(type)) throw new Error(`${name} is not a union type.`);
  return type.types.map((member) => JSON.parse(member.getText()));
}

/**
 * @template {ts.InterfaceDeclaration | ts.TypeAliasDeclaration} T
 * @param {string} name
 * @param {(node: ts.Node) => node is T} isKind
 * @returns {T}
 */
function find(name, isKind) {
  const word = new RegExp(`\\b${name}\\b`);
  for (const text of sources.filter((source) => word.test(source))) {
    const { statements } = ts.createSourceFile("source.ts", text, ts.ScriptTarget.Latest, true);
    for (const statement of statements)
      if (isKind(statement) && statement.name.text === name) return statement;
  }
  throw new Error(`Core does not declare ${name}.`);
}
