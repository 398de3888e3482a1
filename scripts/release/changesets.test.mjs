import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../run.mjs";
import { listPackages } from "../workspace.mjs";
import changelog from "./changelog.mjs";
import { commit, copyWorkspace, inCopy } from "./scratch-copy.mjs";

const CORE = "@sessionkit/core";
const changes = readChanges();

let copy = "";
/** The versions of the next release. @type {Record<string, string>} */
let released = {};

beforeAll(async () => {
  copy = await copyWorkspace();
  if (changes.length > 0) await release("chore: release the current changesets");
  released = versions();
}, 180_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

test("every changeset names published packages, and has a sentence", () => {
  for (const { file, names, text } of changes) {
    for (const name of names) expect(Object.keys(released), file).toContain(name);
    expect(text, file).toMatch(/\.$/);
  }
});

test("every changeset is in the changelog of each package that it names", () => {
  for (const { names, text, file } of changes) {
    for (const name of names) expect(changelogOf(name), file).toContain(text.split("\n")[0]);
  }
});

test("a first release is 0.1.0", () => {
  const first = published(root).filter(({ manifest }) => manifest.version === "0.0.0");
  for (const { manifest } of first) {
    expect(released[manifest.name]).toBe("0.1.0");
    expect(changelogOf(manifest.name)).toMatch(/^# @sessionkit\/\w+\n\n## 0\.1\.0\n/);
  }
});

test("private packages get no version", () => {
  for (const { folder, manifest } of listPackages(copy)) {
    if (!manifest.private) continue;
    expect(manifest.version, folder).toBe("0.0.0");
    expect(existsSync(join(copy, folder, "CHANGELOG.md")), folder).toBe(false);
  }
});

test("a patch of core releases core alone", async () => {
  await change("patch", "A fix.");
  expect(versions()).toEqual({ ...released, [CORE]: bump(released[CORE], "patch") });
  expect(changelogOf(CORE)).toContain("### Patch Changes\n\n- A fix.\n");
}, 60_000);

test("a minor of core is a patch of packages whose range excludes it: below 1.0 all of them", async () => {
  const before = versions();
  await change("minor", "A feature.");
  const isExcluded = before[CORE]?.startsWith("0.");
  const others = Object.entries(before).map(([name, version]) => [
    name,
    isExcluded ? bump(version, "patch") : version,
  ]);
  const core = bump(before[CORE], "minor");
  expect(versions()).toEqual({ ...Object.fromEntries(others), [CORE]: core });
  if (isExcluded)
    expect(changelogOf("@sessionkit/hono")).toContain(`- Depends on \`${CORE}\` ${core}.`);
}, 60_000);

test("a snapshot has a prerelease version, so that `latest` does not resolve to it", async () => {
  writeChange("patch", "A try.");
  await inCopy(copy, ["changeset", "version", "--snapshot", "snapshot"]);
  expect(versions()[CORE]).toMatch(/^\d+\.\d+\.\d+-snapshot-\d{14}$/);
}, 60_000);

test("a list in a changeset keeps its format in the changelog", async () => {
  const line = await changelog.getReleaseLine({ summary: "A change:\n\n- one\n- two\n" });
  expect(line).toBe("- A change:\n  \n  - one\n  - two");
});

/**
 * @param {"patch" | "minor"} kind
 * @param {string} text
 */
async function change(kind, text) {
  writeChange(kind, text);
  await release(`feat: ${text}`);
}

/**
 * @param {"patch" | "minor"} kind
 * @param {string} text
 */
function writeChange(kind, text) {
  writeFileSync(join(copy, `.changeset/${kind}.md`), `---\n"${CORE}": ${kind}\n---\n\n${text}\n`);
}

/** @param {string} message */
async function release(message) {
  await inCopy(copy, ["changeset", "version"]);
  await commit(copy, message);
}

/** @param {string} folder */
function published(folder) {
  return listPackages(folder).filter(({ manifest }) => !manifest.private);
}

/** @returns {Record<string, string>} */
function versions() {
  return Object.fromEntries(
    published(copy).map(({ manifest }) => [manifest.name, manifest.version ?? ""]),
  );
}

/** @param {string} name */
function changelogOf(name) {
  const one = published(copy).find(({ manifest }) => manifest.name === name);
  return readFileSync(join(copy, one?.folder ?? name, "CHANGELOG.md"), "utf8");
}

/**
 * @param {string | undefined} version
 * @param {"patch" | "minor"} kind
 */
function bump(version, kind) {
  const [major = 0, minor = 0, patch = 0] = (version ?? "").split(".").map(Number);
  return kind === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

function readChanges() {
  const folder = join(root, ".changeset");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".md") && file !== "README.md")
    .map((file) => {
      const [, head = "", text = ""] = readFileSync(join(folder, file), "utf8").split(/^---$/m);
      const names = [...head.matchAll(/^"(.+)": (?:patch|minor|major)$/gm)].map(
        ([, name = ""]) => name,
      );
      return { file, names, text: text.trim() };
    });
}
