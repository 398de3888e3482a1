import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkOptionalMembers } from "./optional-members.mjs";
import { root } from "./run.mjs";

test("every optional member of a public type accepts undefined", () => {
  const { missing, checked } = checkOptionalMembers(root);
  expect(missing).toEqual([]);
  expect(checked).toBeGreaterThan(100);
});

test("a member that does not is found in an export, in what it mentions, and nowhere else", () => {
  const folder = mkdtempSync(join(tmpdir(), "optional-members-"));
  try {
    const source = join(folder, "packages/one/src");
    mkdirSync(source, { recursive: true });
    writeFileSync(join(folder, "pnpm-workspace.yaml"), "packages:\n  - packages/*\n");
    writeFileSync(join(folder, "packages/one/package.json"), `{ "name": "one" }`);
    writeFileSync(
      join(source, "index.ts"),
      `interface Inner { readonly deep?: number; readonly good?: number | undefined }
       interface Hidden { readonly hidden?: number }
       interface Base { readonly inherited?: string }
       export interface Options extends Base { readonly inner: Inner; readonly any?: unknown; method?(): void }
       export function run(options: { readonly given?: string }): void { const local: Hidden = {}; }`,
    );
    expect(checkOptionalMembers(folder)).toEqual({
      checked: 6,
      missing: [
        "one/src/index.ts: Base.inherited",
        "one/src/index.ts: Inner.deep",
        "one/src/index.ts: Options.method",
        "one/src/index.ts: given",
      ],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
