import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { listPackages } from "./workspace.mjs";

/**
 * Lists the optional members of public types that do not accept `undefined`, one line each. Under
 * `exactOptionalPropertyTypes`, `origin: process.env.ORIGIN` is an error for these. Public are the exports of the entries of
 * the published packages, and the types that they mention.
 *
 * @param {string} root of a workspace
 * @returns {{ missing: string[], checked: number }} `checked` counts the optional members
 */
export function checkOptionalMembers(root) {
  const sources = listPackages(root)
    .filter(({ manifest }) => !manifest.private)
    .map(({ folder }) => join(root, folder, "src"))
    .filter((folder) => existsSync(folder));
  const entries = sources.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /(?<!\.d|\.test)\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  );
  const program = ts.createProgram(entries, {
    ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: true },
    ...{
      allowImportingTsExtensions: true,
      jsx: ts.JsxEmit.ReactJSX,
      target: ts.ScriptTarget.ES2023,
    },
    ...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  });
  const checker = program.getTypeChecker();
  const isOurs = (/** @type {ts.Node} */ node) =>
    sources.some((folder) => node.getSourceFile().fileName.startsWith(`${folder}/`));
  /** @type {Set<ts.Node>} */
  const seen = new Set();
  /** @type {string[]} */
  const missing = [];
  let checked = 0;

  /** @param {ts.Symbol | undefined} symbol */
  function follow(symbol) {
    if (!symbol) return;
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    for (const declaration of target.declarations ?? [])
      if (isOurs(declaration)) visit(declaration);
  }

  /** @param {ts.Node} node */
  function visit(node) {
    if (seen.has(node) || isPrivate(node)) return;
    seen.add(node);
    if (isMember(node) && node.questionToken) {
      checked++;
      if (!acceptsUndefined(checker, node)) missing.push(nameOf(node));
    }
    if (ts.isTypeReferenceNode(node)) follow(checker.getSymbolAtLocation(node.typeName));
    if (ts.isExpressionWithTypeArguments(node))
      follow(checker.getSymbolAtLocation(node.expression));
    node.forEachChild(visit);
  }

  for (const entry of entries) {
    const file = program.getSourceFile(entry);
    const module = file && checker.getSymbolAtLocation(file);
    for (const symbol of module ? checker.getExportsOfModule(module) : []) follow(symbol);
  }
  return { missing: missing.sort(), checked };
}

/** @param {ts.Node} node a body, or a member that users cannot reach */
function isPrivate(node) {
  if (ts.isBlock(node) || ts.isObjectLiteralExpression(node) || ts.isArrowFunction(node))
    return true;
  if (!ts.isClassElement(node)) return false;
  if (node.name && ts.isPrivateIdentifier(node.name)) return true;
  return Boolean(ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private);
}

/**
 * @param {ts.Node} node
 * @returns {node is ts.PropertySignature | ts.MethodSignature}
 */
function isMember(node) {
  return ts.isPropertySignature(node) || ts.isMethodSignature(node);
}

/**
 * An optional method cannot: it has to be a property.
 *
 * @param {ts.TypeChecker} checker
 * @param {ts.PropertySignature | ts.MethodSignature} member
 */
function acceptsUndefined(checker, member) {
  if (ts.isMethodSignature(member) || !member.type) return false;
  const type = checker.getTypeFromTypeNode(member.type);
  const parts = type.isUnion() ? type.types : [type];
  const loose = ts.TypeFlags.Undefined | ts.TypeFlags.Any | ts.TypeFlags.Unknown;
  return parts.some(({ flags }) => (flags & loose) !== 0);
}

/** @param {ts.PropertySignature | ts.MethodSignature} node */
function nameOf(node) {
  const path = node.getSourceFile().fileName.replace(/^.*\/packages\//, "");
  const outer = ts.findAncestor(node, ts.isInterfaceDeclaration)?.name.text;
  return `${path}: ${outer ? `${outer}.` : ""}${node.name.getText()}`;
}
