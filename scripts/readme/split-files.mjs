/** @typedef {{ path: string, line: number, code: string }} File */

/** A line of its own such as `// lib/sessions.ts`, `// server.cjs` or `// next.config.ts: why`. */
const heading = /^\/\/ ([\w.@()[\]/-]+\.(?:tsx?|cjs))(?::.*)?$/;

/**
 * The files that a block of TypeScript shows. Without a line that names one, the block is one file.
 *
 * @param {import("./read-blocks.mjs").Block} block
 * @param {string} path of the file that is not named
 * @returns {File[]}
 */
export function splitFiles({ code, line }, path) {
  /** @type {File[]} */
  const files = [];
  for (const [index, text] of code.split("\n").entries()) {
    const named = heading.exec(text)?.[1];
    const last = files.at(-1);
    if (named || !last) files.push({ path: named ?? path, line: line + index, code: `${text}\n` });
    else last.code += `${text}\n`;
  }
  return files;
}
