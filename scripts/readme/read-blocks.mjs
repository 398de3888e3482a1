/**
 * @typedef {object} Block a piece of code in a Markdown file
 * @property {string} language
 * @property {number} line the line of the file that its code starts at
 * @property {string} code
 */

/**
 * @param {string} markdown
 * @returns {Block[]}
 */
export function readBlocks(markdown) {
  const blocks = [];
  const lines = markdown.split("\n");
  /** @type {Block | undefined} */
  let open;
  for (const [index, text] of lines.entries()) {
    const fence = /^```(.*)$/.exec(text);
    if (!fence) {
      if (open) open.code += `${text}\n`;
    } else if (open) {
      blocks.push(open);
      open = undefined;
    } else {
      open = { language: fence[1]?.trim() ?? "", line: index + 2, code: "" };
    }
  }
  if (open) throw new Error(`The block of line ${open.line} does not end.`);
  return blocks;
}
