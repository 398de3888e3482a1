import { DECLARATIONS, IDENTIFIERS, PHRASES } from "./excluded-words.mjs";

const declaration = "(?:function|const|let|class|interface|type|async|static|get)\\s+";

const rules = [
  ...Object.entries(PHRASES).map(([phrase, replacement]) => ({
    // A phrase may be broken into two lines, the second with the asterisk of a comment.
    pattern: new RegExp(`\\b${phrase.replaceAll(" ", "\\s+(?:[*#/]+\\s+)?")}\\b`, "gi"),
    replacement,
  })),
  ...Object.entries(IDENTIFIERS).map(([name, replacement]) => ({
    pattern: new RegExp(`(?<![\\w-])${name}(?![\\w-])`, "g"),
    replacement,
  })),
  ...Object.entries(DECLARATIONS).map(([name, replacement]) => ({
    pattern: new RegExp(`\\b${declaration}${name}\\b(?!\\s+\\w)`, "g"),
    replacement,
  })),
];

/**
 * The excluded words and identifiers in a text, by file and line, each with its replacement.
 *
 * @param {string} path
 * @param {string} text
 * @returns {string[]}
 */
export function languageFaults(path, text) {
  return rules.flatMap(({ pattern, replacement }) =>
    [...text.matchAll(pattern)].map(({ 0: found, index }) => {
      const line = text.slice(0, index).split("\n").length;
      return `${path}:${line} "${found.replaceAll(/\s+/g, " ")}": write ${replacement}`;
    }),
  );
}
