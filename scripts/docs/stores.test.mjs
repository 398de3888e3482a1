import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { usePostgres } from "@sessionkit/test-servers";
import { afterAll, expect, test } from "vitest";
import { readBlocks } from "../readme/read-blocks.mjs";
import { splitFiles } from "../readme/split-files.mjs";
import { root } from "../run.mjs";
import { membersOf } from "./declarations.mjs";

/** A folder that git ignores, from which the page's imports can be resolved. */
const folder = join(root, "packages/stores/drizzle/.results/page");
const page = readFileSync(join(root, "docs/stores.md"), "utf8");
const { url, close } = await usePostgres();

afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

mkdirSync(folder, { recursive: true });
for (const block of readBlocks(page).filter(({ language }) => language === "ts")) {
  for (const { path, code } of splitFiles(block, "")) writeFileSync(join(folder, path), code);
}
// The page's own test registers the contract here.
process.env.TEST_DATABASE_URL = url;
await import(join(folder, "session-store.test.ts"));

test.each(["SessionStore", "RevocationFeed", "RevocationBell", "ActivityLog", "UserJoin"])(
  "the page has the functions of %s",
  (name) => {
    const members = membersOf(name);
    expect(members).not.toEqual([]);
    for (const member of members) expect(page).toMatch(new RegExp(`\`${member}[(\`]`));
  },
);
