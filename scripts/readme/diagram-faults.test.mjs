import { expect, test } from "vitest";
import { diagramFaults } from "./diagram-faults.mjs";

const head = "sequenceDiagram\n  participant A as Tab A\n  participant S as Server\n";

test("a sequence diagram with declared participants has no faults", () => {
  const code = `${head}  A->>S: token\n  opt a race\n    S-->>A: token\n  end\n  S--xA: lost\n  Note over A,S: done\n`;
  expect(diagramFaults(code)).toEqual([]);
});

test.each([
  ["flowchart LR\n", 0, "Only sequence diagrams and flowcharts from top to bottom are checked."],
  [`${head}  A->>B: token\n`, 3, "B is not declared."],
  [`${head}  A=>S: token\n`, 3, '"A=>S: token" is not of a sequence diagram.'],
  [`${head}  loop twice\n    A->>S: token\n`, 4, "Blocks and their ends do not match."],
])("reports faults by line: %j", (code, line, text) => {
  expect(diagramFaults(code)).toEqual([{ line, text }]);
});

test("a flowchart whose boxes are declared once and whose questions are answered has no faults", () => {
  const code =
    'flowchart TD\n  a{"Is it?"}\n  a -->|yes| b["It is"]\n  a -->|no| c["It is not"]\n  c --> b\n';
  expect(diagramFaults(code)).toEqual([]);
});

test.each([
  ['a["One"] --> b', 1, "b is not declared."],
  ['a["One"]\n  a["Two"]', 2, "a is declared twice."],
  ['a{"Is it?"}\n  a --> b["It is"]', 2, '"a --> b["It is"]" has no label.'],
  ["a[One]", 1, '"a[One]" is not a box.'],
])("reports what is wrong with a flowchart: %j", (lines, line, text) => {
  expect(diagramFaults(`flowchart TD\n  ${lines}\n`)).toEqual([{ line, text }]);
});
