import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { bareEnvironment } from "../bare-environment.mjs";
import { findPort } from "../find-port.mjs";
import { environment } from "../run.mjs";
import { startServer } from "../start-server.mjs";

/**
 * Starts a registry on loopback that has only `@sessionkit/*`, in a temporary folder. Other packages are installed from
 * the configured registry.
 *
 * @returns {Promise<{ url: string, token: string, close(): Promise<void> }>} `token` may publish
 */
export async function startRegistry() {
  const folder = mkdtempSync(join(tmpdir(), "sessionkit-registry-"));
  const port = await findPort({ host: "127.0.0.1" });
  const url = `http://127.0.0.1:${port}/`;
  writeFileSync(join(folder, "config.yaml"), stringify(configIn(folder)));

  const server = await startServer(
    ["verdaccio", "--config", "config.yaml", "--listen", `127.0.0.1:${port}`],
    { cwd: folder, env: { ...bareEnvironment(), PATH: environment.PATH } },
  );
  return {
    url,
    token: await signUp(url),
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @param {string} folder */
function configIn(folder) {
  return {
    storage: join(folder, "storage"),
    auth: { htpasswd: { file: join(folder, "htpasswd") } },
    packages: { "@sessionkit/*": { access: "$all", publish: "$authenticated" } },
    web: { enable: false },
    log: { type: "stdout", format: "pretty", level: "warn" },
  };
}

/**
 * @param {string} url
 * @returns {Promise<string>}
 */
async function signUp(url) {
  const response = await fetch(`${url}-/user/org.couchdb.user:publisher`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "publisher", password: "publisher-of-a-minute" }),
  });
  if (!response.ok) throw new Error(`The registry rejected the user: ${await response.text()}`);
  return /** @type {{ token: string }} */ (await response.json()).token;
}
