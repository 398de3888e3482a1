import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { bareEnvironment } from "../bare-environment.mjs";
import { root, run } from "../run.mjs";
import { startServer } from "../start-server.mjs";
import { fillIn } from "./fill-in.mjs";

const { catalog } = parse(readFileSync(join(root, "pnpm-workspace.yaml"), "utf8"));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/**
 * @typedef {object} Stranger somebody with a folder of their own, who has our packages from a registry alone
 * @property {string} folder
 * @property {(command: string[], env?: NodeJS.ProcessEnv) => Promise<string>} run throws where it fails
 * @property {(command: string[], env?: NodeJS.ProcessEnv) => Promise<{ origin: string, close(): Promise<void> }>} start
 *   resolves when the server has printed where it is
 * @property {(settings: string) => Promise<string[]>} compile the errors, one each, with a `tsconfig.json` of the folder
 * @property {() => void} leave removes the folder
 */

/**
 * Copies an application out of `apps`, with the code of our pages where it asks for it, and installs what is named. In
 * what versions others' packages are tested is said in the workspace's catalog.
 *
 * @param {string} app
 * @param {{ url: string }} registry
 * @param {{ install: string[], develop?: string[], edit?: import("./fill-in.mjs").Edits }} options `edit` says what the
 *   reader changes in the code of a page, by the file of the application
 * @returns {Promise<Stranger>}
 */
export async function createStranger(app, registry, { install, develop = [], edit = {} }) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `sessionkit-${app}-`)));
  cpSync(join(import.meta.dirname, "apps", app), folder, { recursive: true });
  fillIn(folder, edit);
  const devDependencies = Object.fromEntries(develop.map((name) => [name, catalog[name]]));
  const manifest = { name: "stranger", private: true, type: "module", devDependencies };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, ".npmrc"), `@sessionkit:registry=${registry.url}\n`);

  /** @type {Stranger} */
  const stranger = {
    folder,
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
    leave: () => rmSync(folder, { recursive: true, force: true }),
  };
  const versions = install.map((name) => (catalog[name] ? `${name}@${catalog[name]}` : name));
  // No package of ours has a script to run here, and those of others would download more.
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await stranger.run(["npm", "install", ...quiet, ...versions]);
  return stranger;
}
