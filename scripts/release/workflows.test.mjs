import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse, parseDocument } from "yaml";
import { commandFaults } from "../command-faults.mjs";
import { root } from "../run.mjs";
import { listPackages } from "../workspace.mjs";

/**
 * @typedef {object} Step
 * @property {string} [uses]
 * @property {string} [run]
 * @property {Record<string, string>} [with]
 * @property {Record<string, string>} [env]
 */

/**
 * @typedef {object} Job
 * @property {string} [uses]
 * @property {string} [needs]
 * @property {number} [timeout-minutes]
 * @property {Record<string, string>} [permissions]
 * @property {{ matrix: { node: number[] } }} [strategy]
 * @property {Record<string, { image: string, ports: string[] }>} [services]
 * @property {Record<string, string>} [env]
 * @property {Step[]} [steps]
 */

const workspace = { root, packages: listPackages(root) };
const folder = join(root, ".github/workflows");
const files = readdirSync(folder);

test("there are workflows for changes, releases and snapshots", () => {
  expect(files).toEqual(["ci.yml", "release.yml", "snapshot.yml"]);
});

test.each(files)("%s is parsed without a warning", (file) => {
  const { errors, warnings } = parseDocument(readFileSync(join(folder, file), "utf8"));
  expect([...errors, ...warnings]).toEqual([]);
});

test.each(files)("the commands of %s are correct", (file) => {
  const commands = steps(file).flatMap((step) => [
    step.run,
    step.with?.version,
    step.with?.publish,
  ]);
  const lines = commands.flatMap((command) => command?.split("\n") ?? []);
  expect(lines.filter((line) => line.includes("pnpm@"))).not.toEqual([]);
  expect(lines.flatMap((line) => commandFaults(line, workspace))).toEqual([]);
});

test.each(files)("%s has fixed versions, minimal permissions and time limits", (file) => {
  expect(read(file).permissions).toEqual({ contents: "read" });
  for (const job of Object.values(jobs(file))) {
    if (job.uses) expect(existsSync(join(root, job.uses)), job.uses).toBe(true);
    else expect(job["timeout-minutes"]).toBeGreaterThan(0);
  }
  for (const { uses } of steps(file)) if (uses) expect(uses).toMatch(/^[\w-]+\/[\w-]+@v\d+$/);
});

test("CI runs the command of the README, on every supported version of Node", () => {
  const { test: job } = jobs("ci.yml");
  const command = steps("ci.yml").at(-1)?.run ?? "";
  expect(readFileSync(join(root, "README.md"), "utf8")).toContain(`\n${command} `);
  expect(job?.strategy?.matrix.node).toEqual([20, 22, 24, 26]);
});

test("the check of a clean checkout runs the same command alone", () => {
  const lines = readFileSync(join(root, ".ci/run"), "utf8").split("\n");
  const commands = lines.filter((line) => !/^(#|export |set |cd |$)/.test(line));
  expect(commands).toEqual([`exec ${steps("ci.yml").at(-1)?.run}`]);
});

test("a short job runs the checks on the oldest supported version of Node", () => {
  const { check } = jobs("ci.yml");
  expect(check?.steps?.at(-1)?.run).toBe("npx -y pnpm@10.34.9 check");
  const oldest = readFileSync(join(root, ".nvmrc"), "utf8").trim();
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(engines.node).toBe(`>=${oldest}`);
});

test("compose.yml starts the services of the workflow", () => {
  const { services } = parse(readFileSync(join(root, "compose.yml"), "utf8"));
  const { services: tested = {} } = jobs("ci.yml").test ?? {};
  expect(Object.keys(services)).toEqual(Object.keys(tested));
  for (const [name, { image }] of Object.entries(tested)) expect(services[name].image).toBe(image);
});

test("the tests use the services of the workflow", () => {
  const { services = {}, env = {} } = jobs("ci.yml").test ?? {};
  expect(Object.keys(services)).toEqual(["postgres", "mariadb", "redis"]);
  for (const [name, { ports }] of Object.entries(services)) {
    const variable = `${name.toUpperCase()}_URL`;
    expect(`${new URL(env[variable] ?? "").port}:${new URL(env[variable] ?? "").port}`).toBe(
      ports[0],
    );
    const source = join(root, `packages/test-servers/src/${name}/use-${name}.ts`);
    expect(readFileSync(source, "utf8")).toContain(`"${variable}"`);
  }
});

test.each([
  ["release.yml", "release"],
  ["snapshot.yml", "snapshot"],
])("%s publishes with provenance", (file, name) => {
  const job = jobs(file)[name];
  expect(job?.permissions?.["id-token"]).toBe("write");
  const publishing = job?.steps?.filter(({ env }) => env?.NPM_TOKEN) ?? [];
  expect(publishing).toHaveLength(1);
  for (const { env } of publishing) expect(env?.NPM_CONFIG_PROVENANCE).toBe("true");
});

test("a release requires the tests", () => {
  expect(jobs("release.yml").release?.needs).toBe("test");
  expect(jobs("release.yml").test?.uses).toBe("./.github/workflows/ci.yml");
  expect(read("ci.yml").on).toHaveProperty("workflow_call");
});

/** @param {string} file */
function steps(file) {
  return Object.values(jobs(file)).flatMap((job) => job.steps ?? []);
}

/**
 * @param {string} file
 * @returns {Record<string, Job>}
 */
function jobs(file) {
  return read(file).jobs;
}

/** @param {string} file */
function read(file) {
  return parse(readFileSync(join(folder, file), "utf8"));
}
