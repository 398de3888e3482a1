import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../run.mjs";
import { DECLARATIONS, IDENTIFIERS, PHRASES } from "./excluded-words.mjs";
import { languageFaults } from "./language-faults.mjs";

/** The name of the unprivileged user of operating systems. */
const SYSTEM_USER = '"nobody"';

const LIST = "scripts/docs/excluded-words.mjs";

const files = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
  .split("\0")
  .filter((path) => /\.(md|tsx?|m?js|css|html|ya?ml)$/.test(path))
  .filter((path) => path !== LIST && path !== "pnpm-lock.yaml")
  .filter((path) => existsSync(join(root, path)));

test("files contain no excluded words and identifiers", () => {
  expect(files.length).toBeGreaterThan(300);
  const faults = files.flatMap((path) =>
    languageFaults(path, readFileSync(join(root, path), "utf8").replaceAll(SYSTEM_USER, "")),
  );
  expect(faults).toEqual([]);
});

test.each(Object.entries(PHRASES))(
  "the phrase %s is reported, also across lines",
  (phrase, use) => {
    const fault = `a.ts:2 "${phrase}": write ${use}`;
    expect(languageFaults("a.ts", `/**\n * For ${phrase}.`)).toContain(fault);
    const broken = languageFaults("a.ts", `/**\n * ${phrase.replace(" ", "\n * ")}`);
    expect(broken.some((one) => one.endsWith(`: write ${use}`))).toBe(true);
  },
);

test.each(Object.entries(IDENTIFIERS))("the identifier %s is reported", (name, use) => {
  expect(languageFaults("a.ts", `${name}(1);`)).toEqual([`a.ts:1 "${name}": write ${use}`]);
  expect(languageFaults("a.ts", `Session${name}Two(1);`)).toEqual([]);
});

test.each(Object.entries(DECLARATIONS))("the declaration of %s is reported", (name, use) => {
  expect(languageFaults("a.ts", `const ${name} = 1;`)).toEqual([
    `a.ts:1 "const ${name}": write ${use}`,
  ]);
  expect(languageFaults("a.ts", `The word ${name} in a sentence.`)).toEqual([]);
});
