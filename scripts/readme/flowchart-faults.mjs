/** @typedef {import("./diagram-faults.mjs").Fault} Fault */

const BOX = /^(\w+)(?:\["([^"]+)"\]|\{"([^"]+)"\})?$/;
const EDGE = /^(.+?) -->(?:\|([^|"]+)\|)? (.+)$/;

/**
 * The faults of a Mermaid flowchart: a line that is neither a box nor an arrow between two boxes, a box that is not
 * declared or declared twice, or an arrow from a question without a label.
 *
 * @param {string[]} lines including the header
 * @returns {Fault[]}
 */
export function flowchartFaults(lines) {
  /** @type {Map<string, { isQuestion: boolean }>} */
  const declared = new Map();
  const faults = lines.slice(1).flatMap((raw, index) => {
    const text = raw.trim();
    const [, from = text, answer, to] = EDGE.exec(text) ?? [];
    const boxes = (to === undefined ? [from] : [from, to]).map((box) => declare(box, declared));
    const found = boxes.flatMap(({ fault }) => fault ?? []);
    const needsAnswer = to !== undefined && declared.get(boxes[0]?.name ?? "")?.isQuestion;
    if (needsAnswer && !answer) found.push(`"${text}" has no label.`);
    return found.map((fault) => ({ line: index + 1, text: fault }));
  });
  return faults;
}

/**
 * @param {string} box
 * @param {Map<string, { isQuestion: boolean }>} declared
 * @returns {{ name: string, fault?: string }}
 */
function declare(box, declared) {
  const [, name = "", text, question] = BOX.exec(box) ?? [];
  if (name === "") return { name, fault: `"${box}" is not a box.` };
  const isDeclaration = (text ?? question) !== undefined;
  if (declared.has(name) === isDeclaration)
    return {
      name,
      fault: isDeclaration ? `${name} is declared twice.` : `${name} is not declared.`,
    };
  if (isDeclaration) declared.set(name, { isQuestion: question !== undefined });
  return { name };
}
