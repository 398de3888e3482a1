import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { bareEnvironment } from "../bare-environment.mjs";
import { root, run } from "../run.mjs";
import { startServer } from "../start-server.mjs";
import { fillIn } from "./fill-in.mjs";

const { catalog } = parse(readFileSync(join(root, "pnpm-workspace.yaml"), "utf8"));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc6");

/**
 * @typedef {object} Consumer an application in a folder of its own that installs our packages from a registry
 * @property {string} folder
 * @property {(app: string, edit?: import("./fill-in.mjs").Edits) => void} add copies the files of another application
 * @property {(names: string[]) => Promise<void>} install
 * @property {(command: string[], env?: NodeJS.ProcessEnv) => Promise<string>} run rejects if the command fails
 * @property {(command: string[], env?: NodeJS.ProcessEnv) => Promise<{ origin: string, close(): Promise<void> }>} start
 *   resolves when the server has printed its address
 * @property {(settings: string) => Promise<string[]>} compile the errors, one each, with a `tsconfig.json` of the folder
 * @property {() => void} remove deletes the folder
 */

/**
 * Copies an application from `apps`, inserts the code of our pages, and installs the named packages. The catalog of the
 * workspace has the versions of other packages.
 *
 * @param {string} app
 * @param {{ url: string }} registry
 * @param {{ install: string[], develop?: string[], edit?: import("./fill-in.mjs").Edits }} options `edit` has the changes
 *   that a reader makes to the code of a page, by the file of the application
 * @returns {Promise<Consumer>}
 */
export async function createConsumer(app, registry, { install, develop = [], edit = {} }) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `sessionkit-${app}-`)));
  const devDependencies = Object.fromEntries(develop.map((name) => [name, catalog[name]]));
  const manifest = { name: "consumer", private: true, type: "module", devDependencies };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, ".npmrc"), `@sessionkit:registry=${registry.url}\n`);

  /** @type {Consumer} */
  const consumer = {
    folder,
    add: (app, edit = {}) => fillIn(join(import.meta.dirname, "apps", app), folder, edit),
    async install(names) {
      const versions = names.map((name) => (catalog[name] ? `${name}@${catalog[name]}` : name));
      // Our packages have no install scripts, and those of other packages would download more.
      const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
      await consumer.run(["npm", "install", ...quiet, ...versions]);
    },
    async run(command, env = {}) {
      const all = { ...bareEnvironment(), ...env };
      const { ok, output } = await run(command, { cwd: folder, env: all, minutes: 4 });
      if (!ok) throw new Error(`${command.join(" ")} failed:\n${output}`);
      return output;
    },
    start: (command, env = {}) =>
      startServer(command, { cwd: folder, env: { ...bareEnvironment(), ...env } }),
    async compile(settings) {
      const command = [process.execPath, tsc, "-p", settings, "--pretty", "false"];
      const { output } = await run(command, { cwd: folder, env: bareEnvironment(), minutes: 4 });
      return output.split(/\n(?!\s)/).filter((error) => error !== "");
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  consumer.add(app, edit);
  await consumer.install(install);
  return consumer;
}
