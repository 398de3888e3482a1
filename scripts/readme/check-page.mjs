import { commandFaults } from "../command-faults.mjs";
import { listPackages } from "../workspace.mjs";
import { compilePage } from "./compile-page.mjs";
import { diagramFaults } from "./diagram-faults.mjs";

/**
 * The faults in the code of a page, by file and line: TypeScript or JavaScript that does not compile, JSON that does not
 * parse, invalid commands and diagrams, and blocks in any other language, which are not checked.
 *
 * @param {string} root
 * @param {import("./list-pages.mjs").Page} page
 */
export function checkPage(root, page) {
  const packages = listPackages(root);
  const faults = page.blocks.flatMap((block) =>
    faultsOf(block, { root, packages }).map(
      ({ line, text }) => `${page.path}:${block.line + line} ${text}`,
    ),
  );
  return [...faults, ...compilePage(root, page)];
}

/**
 * @param {import("./read-blocks.mjs").Block} block
 * @param {import("../command-faults.mjs").Workspace} workspace
 * @returns {{ line: number, text: string }[]}
 */
function faultsOf({ language, code }, workspace) {
  switch (language) {
    case "ts":
    case "tsx":
    case "js":
      return []; // compiled together
    case "sh":
      return code
        .split("\n")
        .flatMap((text, line) => commandFaults(text, workspace).map((text) => ({ line, text })));
    case "json":
      return isJson(code) ? [] : [{ line: 0, text: "This is not JSON." }];
    case "mermaid":
      return diagramFaults(code);
    default:
      return [{ line: 0, text: `There is no check for a block of "${language}".` }];
  }
}

/** @param {string} code */
function isJson(code) {
  try {
    JSON.parse(code);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
