// Builds and starts the dashboard, and prints its address and the demo users.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findPort } from "./find-port.mjs";
import { environment, root, run } from "./run.mjs";

const app = join(root, "apps/next-dashboard");

const build = await run(["turbo", "run", "build", "--filter=./apps/next-dashboard"], {
  show: true,
});
if (!build.ok) process.exit(1);

const port = await findPort({ wanted: Number(process.env.PORT || 3000) }).catch(() => findPort());
const address = `http://localhost:${port}`;
const env = {
  // A random secret signs all users out at a restart. `SESSION_SECRET` of the environment takes precedence.
  SESSION_SECRET: randomBytes(32).toString("base64url"),
  // Next sets `X-Forwarded-For` from the socket, like a reverse proxy.
  TRUST_PROXY: "1",
  ...environment,
  PORT: String(port),
};
const server = spawn("pnpm", ["run", "start"], { cwd: app, env, stdio: "inherit" });
server.on("close", (code) => process.exit(code ?? 0));
// Ctrl+C signals the server as well: wait for it to close.
process.on("SIGINT", () => server.kill("SIGINT"));

while (!(await isReachable(address))) await sleep(200);
console.log(`\nThe dashboard is at ${address}`);
for (const user of readUsers()) console.log(`  ${Object.values(user).join("  ")}`);
console.log("Stop it with Ctrl+C.\n");

/** @param {string} url */
async function isReachable(url) {
  return await fetch(url, { redirect: "manual" }).then(
    () => true,
    () => false,
  );
}

/** @returns {Record<string, string>[]} the users in `demo-users.json` of the application */
function readUsers() {
  const file = join(app, "demo-users.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
}
