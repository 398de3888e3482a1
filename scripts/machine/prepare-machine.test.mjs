import { expect, test } from "vitest";
import { browser, prepareMachine } from "./prepare-machine.mjs";

const redis = { name: "redis-server", debianPackage: "redis-server" };
const mariadbd = { name: "mariadbd", debianPackage: "mariadb-server-core" };
const mariadbInstallDb = { name: "mariadb-install-db", debianPackage: "mariadb-server-core" };

test("installs nothing if no program is missing", async () => {
  const machine = createMachine({ missing: [] });
  expect(await prepareMachine(machine)).toBe("");
  expect(machine.commands).toEqual([]);
});

test("apt installs the missing packages, each once", async () => {
  const machine = createMachine({
    missing: [browser, redis, mariadbd, mariadbInstallDb],
    apt: ["chromium", "redis-server", "mariadb-server-core"],
  });
  expect(await prepareMachine(machine)).toBe("");
  expect(machine.commands).toEqual([
    "apt-get update",
    "apt-get install chromium",
    "apt-get install redis-server",
    "apt-get install mariadb-server-core",
  ]);
});

test("a package that apt does not have does not prevent the others", async () => {
  const machine = createMachine({ missing: [redis, mariadbd], apt: ["mariadb-server-core"] });
  const problem = await prepareMachine(machine);
  expect(problem).toContain("This machine lacks what the tests need: redis-server.");
  expect(problem).toContain("apt-get install -y redis-server");
  expect(problem).not.toContain("mariadb");
});

test("the last output of a failed installation is printed", async () => {
  const machine = createMachine({ missing: [redis], apt: [] });
  await prepareMachine(machine);
  expect(machine.lines.join("\n")).toContain("E: Unable to locate package redis-server");
});

test("package lists that cannot be fetched do not end the preparation", async () => {
  const machine = createMachine({ missing: [redis], apt: ["redis-server"], canUpdate: false });
  expect(await prepareMachine(machine)).toBe("");
});

test("Playwright installs a browser that apt does not have, with its libraries", async () => {
  const machine = createMachine({ missing: [browser], apt: [], playwright: "with libraries" });
  expect(await prepareMachine(machine)).toBe("");
  expect(machine.commands.at(-1)).toBe("playwright install --no-shell --with-deps chromium");
});

test.each([
  ["a user who may not install packages", { mayInstall: false }],
  ["a system without apt", { programs: [] }],
])("Playwright installs the browser for %s", async (_, options) => {
  const machine = createMachine({ missing: [browser], playwright: "alone", ...options });
  expect(await prepareMachine(machine)).toBe("");
  expect(machine.commands).toEqual(["playwright install --no-shell chromium"]);
});

test("Playwright installs no browser if there is one", async () => {
  const machine = createMachine({ missing: [redis], mayInstall: false, playwright: "alone" });
  await prepareMachine(machine);
  expect(machine.commands).toEqual([]);
});

test("the message for a user who may not install has one command for all programs", async () => {
  const machine = createMachine({
    missing: [browser, mariadbd, mariadbInstallDb],
    mayInstall: false,
  });
  const problem = await prepareMachine(machine);
  expect(problem).toContain("lacks what the tests need: chromium, mariadbd, mariadb-install-db.");
  expect(problem).toContain(
    "  sudo apt-get update && sudo apt-get install -y chromium mariadb-server-core\n",
  );
  expect(problem).toContain("  npx playwright install --with-deps --no-shell chromium");
});

test("the message for root has the command without sudo, and Playwright's only for a browser", async () => {
  const machine = createMachine({ missing: [redis], apt: [] });
  const problem = await prepareMachine(machine);
  expect(problem).toContain("  apt-get update && apt-get install -y redis-server");
  expect(problem).not.toMatch(/sudo|playwright/);
});

test("the message for a system without apt names the programs", async () => {
  const problem = await prepareMachine(createMachine({ missing: [redis], programs: [] }));
  expect(problem).toContain("lacks what the tests need: redis-server.");
  expect(problem).not.toContain("apt-get update");
});

test("an unreachable configured server is reported before anything is installed", async () => {
  const machine = createMachine({
    missing: [browser],
    apt: ["chromium"],
    problems: ["The server of REDIS_URL does not respond."],
  });
  expect(await prepareMachine(machine)).toBe("The server of REDIS_URL does not respond.");
  expect(machine.commands).toEqual([]);
});

test("every command has a time limit", async () => {
  const machine = createMachine({ missing: [browser, redis], apt: [] });
  await prepareMachine(machine);
  expect(machine.limits).toHaveLength(4);
  for (const minutes of machine.limits) expect(minutes).toBeLessThanOrEqual(15);
});

/**
 * A machine whose commands install only the named packages.
 *
 * @param {{
 *   missing: import("./prepare-machine.mjs").Program[],
 *   apt?: string[],
 *   canUpdate?: boolean,
 *   mayInstall?: boolean,
 *   playwright?: "alone" | "with libraries",
 *   programs?: string[],
 *   problems?: string[],
 * }} options `apt` has the available packages; `playwright` is the form of its download that yields a working browser
 */
function createMachine({
  missing,
  apt = [],
  canUpdate = true,
  mayInstall = true,
  playwright,
  programs = ["apt-get"],
  problems = [],
}) {
  let lacking = missing;
  /** @type {string[]} */
  const commands = [];
  /** @type {string[]} */
  const lines = [];
  /** @type {number[]} */
  const limits = [];
  return {
    commands,
    lines,
    limits,
    serverProblems: async () => problems,
    missingPrograms: () => lacking,
    hasProgram: (/** @type {string} */ name) => programs.includes(name),
    isRoot: mayInstall,
    log: (/** @type {string} */ line) => lines.push(line),
    /**
     * @param {string[]} command
     * @param {{ minutes: number }} options
     */
    async run(command, { minutes }) {
      limits.push(minutes);
      const name = command.at(-1) ?? "";
      if (command[0] === "playwright") {
        commands.push(command.join(" "));
        const libraries = command.includes("--with-deps") ? "with libraries" : "alone";
        if (playwright !== libraries) return { ok: false, output: "Failed to install browsers" };
        lacking = lacking.filter((one) => one !== browser);
        return { ok: true, output: "" };
      }
      commands.push(`apt-get ${name === "update" ? name : `install ${name}`}`);
      if (name === "update") return { ok: canUpdate, output: "" };
      if (!apt.includes(name)) {
        return { ok: false, output: `E: Unable to locate package ${name}` };
      }
      lacking = lacking.filter(({ debianPackage }) => debianPackage !== name);
      return { ok: true, output: "" };
    },
  };
}
