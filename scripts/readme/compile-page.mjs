import { join } from "node:path";
import ts from "typescript";
import { listPackages } from "../workspace.mjs";
import { filesOf } from "./page-files.mjs";

/** @typedef {import("./split-files.mjs").File} File */

/** @type {ts.CompilerOptions} */
const options = {
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.esnext.disposable.d.ts"],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  jsx: ts.JsxEmit.ReactJSX,
  allowJs: true,
  checkJs: true,
  // For the parameters of NestJS.
  experimentalDecorators: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  types: ["node"],
};

/**
 * Compiles the code of a page with the strictest options in the folder of its package, together with the declarations
 * that the page requires (`findUser`, a module of the application). `@/…` is the folder itself.
 *
 * @param {string} root
 * @param {import("./list-pages.mjs").Page} page
 * @returns {string[]} the faults, by file and line of the page
 */
export function compilePage(root, page) {
  const folder = join(root, page.folder || "packages", "~page");
  const { given, shown } = filesOf(page);
  const files = new Map([...given, ...shown].map((file) => [join(folder, file.path), file]));
  const program = ts.createProgram({
    rootNames: [...files.keys()],
    options: { ...options, paths: { "@/*": [join(folder, "*")] } },
    host: hostOf(root, page, folder, files),
  });
  const lost = shown
    .filter((file) => files.get(join(folder, file.path)) !== file)
    .map((file) => `${page.path}:${file.line} ${file.path} is shown twice.`);
  const faults = [...files].flatMap(([path, file]) => {
    const source = program.getSourceFile(path);
    const found = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    const name = given.includes(file) ? `(given) ${file.path}` : page.path;
    return found.map((one) => describe(one, name, file));
  });
  return [...lost, ...faults];
}

/**
 * The page's files are not on the disk. Their imports are resolved from the page's package, and then from each other
 * package, because some pages are about several packages.
 *
 * @param {string} root
 * @param {import("./list-pages.mjs").Page} page
 * @param {string} folder
 * @param {Map<string, File>} files
 * @returns {ts.CompilerHost}
 */
function hostOf(root, page, folder, files) {
  const disk = ts.createCompilerHost(options);
  const homes = [page.folder, ...listPackages(root).map((one) => one.folder)];
  /** @type {ts.CompilerHost} */
  const host = {
    ...disk,
    fileExists: (path) => files.has(path) || disk.fileExists(path),
    readFile: (path) => files.get(path)?.code ?? disk.readFile(path),
    directoryExists: (path) =>
      [...files.keys()].some((file) => file.startsWith(`${path}/`)) ||
      (disk.directoryExists?.(path) ?? true),
    getSourceFile(path, version) {
      const code = files.get(path)?.code;
      if (code !== undefined) return ts.createSourceFile(path, code, version);
      const known = parsed.get(path) ?? disk.getSourceFile(path, version);
      if (known) parsed.set(path, known);
      return known;
    },
    resolveModuleNameLiterals: (names, from, _, settings) =>
      names.map(({ text }) => {
        if (!from.startsWith(`${folder}/`)) {
          return ts.resolveModuleName(text, from, settings, host, resolutions);
        }
        const isRelative = /^(\.|@\/)/.test(text);
        const tried = isRelative
          ? [from]
          : homes.map((home) => join(root, home, "~page", "index.ts"));
        for (const path of tried) {
          const found = ts.resolveModuleName(text, path, settings, host);
          if (found.resolvedModule) return found;
        }
        return { resolvedModule: undefined };
      }),
  };
  return host;
}

/** Files that several pages import are parsed once. @type {Map<string, ts.SourceFile>} */
const parsed = new Map();

/** Imports of files outside of the pages are resolved once. */
const resolutions = ts.createModuleResolutionCache(import.meta.dirname, (name) => name, options);

/**
 * @param {ts.Diagnostic} diagnostic
 * @param {string} name
 * @param {File} file
 */
function describe({ messageText, start = 0, code }, name, file) {
  const line = file.line + file.code.slice(0, start).split("\n").length - 1;
  return `${name}:${line} ${ts.flattenDiagnosticMessageText(messageText, "\n")} (TS${code})`;
}
