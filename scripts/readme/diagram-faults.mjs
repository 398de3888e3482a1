import { flowchartFaults } from "./flowchart-faults.mjs";

/** @typedef {{ line: number, text: string }} Fault */

const PARTICIPANT = /^(?:participant|actor) (\w+)(?: as .+)?$/;
const MESSAGE = /^(\w+)(?:->>|-->>|-x|--x)(\w+): .+$/;
const NOTE = /^Note (?:over|left of|right of) (\w+)(?:,(\w+))?: .+$/;
const BLOCK = /^(?:alt|opt|loop|par) .+$/;

/**
 * The faults of a Mermaid diagram: a line outside of the supported subset, an undeclared participant or box, or a block
 * without an end. Lines count from 0.
 *
 * @param {string} code
 * @returns {Fault[]}
 */
export function diagramFaults(code) {
  const lines = code.trimEnd().split("\n");
  if (lines[0] === "sequenceDiagram") return sequenceFaults(lines);
  if (lines[0] === "flowchart TD") return flowchartFaults(lines);
  return [
    { line: 0, text: "Only sequence diagrams and flowcharts from top to bottom are checked." },
  ];
}

/**
 * @param {string[]} lines
 * @returns {Fault[]}
 */
function sequenceFaults(lines) {
  /** @type {Set<string>} */
  const declared = new Set();
  let open = 0;
  const faults = lines.slice(1).flatMap((raw, index) => {
    const text = raw.trim();
    const name = PARTICIPANT.exec(text)?.[1];
    if (name) declared.add(name);
    if (BLOCK.test(text)) open++;
    if (text === "end") open--;
    return lineFaults(text, declared).map((fault) => ({ line: index + 1, text: fault }));
  });
  return open === 0
    ? faults
    : [...faults, { line: lines.length - 1, text: "Blocks and their ends do not match." }];
}

/**
 * @param {string} text
 * @param {Set<string>} declared
 * @returns {string[]}
 */
function lineFaults(text, declared) {
  if (PARTICIPANT.test(text) || BLOCK.test(text) || /^(?:else|and) .+$|^end$/.test(text)) return [];
  const named = MESSAGE.exec(text) ?? NOTE.exec(text);
  if (!named) return [`"${text}" is not of a sequence diagram.`];
  return named
    .slice(1)
    .filter((name) => name !== undefined && !declared.has(name))
    .map((name) => `${name} is not declared.`);
}
