import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { root } from "./run.mjs";
import { startServer } from "./start-server.mjs";

const server = `
const server = require("node:http").createServer((_, res) => res.end(String(process.pid)));
server.listen(0, "127.0.0.1", () => console.log("http://127.0.0.1:" + server.address().port));
`;
const options = { cwd: root, env: process.env };

test("a server accepts connections once its address is printed, and none after close", async () => {
  const { origin, close } = await startServer([process.execPath, "-e", server], options);
  expect(await (await fetch(origin)).text()).toMatch(/^\d+$/);
  await close();
  await expect(fetch(origin)).rejects.toThrow("fetch failed");
});

test("a server that ends at once is an error with its output", async () => {
  const starting = startServer([process.execPath, "-e", "throw new Error('Broken.')"], options);
  await expect(starting).rejects.toThrow(/ended before it printed its address:[\s\S]*Broken\./);
});

test("a server does not outlive a parent process that was killed", async () => {
  const script = `
    import { startServer } from ${JSON.stringify(new URL("./start-server.mjs", import.meta.url).href)};
    const { origin } = await startServer([process.execPath, "-e", ${JSON.stringify(server)}], { cwd: ".", env: process.env });
    console.log(origin);
  `;
  const starter = spawn(process.execPath, ["--input-type=module", "-e", script]);
  const [origin] = await once(starter.stdout.setEncoding("utf8"), "data");
  const response = await fetch(origin);
  const pid = Number(await response.text());
  starter.kill("SIGKILL");
  await expect.poll(() => isAlive(pid), { timeout: 30_000 }).toBe(false);
});

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
    throw error;
  }
}
