import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { ModuleKind, transpileModule } from "typescript";
import { expect, it, onTestFinished, vi } from "vitest";
import { freePort } from "./free-port.ts";

it("never returns a port twice", async () => {
  const ports = await Promise.all(Array.from({ length: 200 }, freePort));
  expect(new Set(ports).size).toBe(200);
});

it("returns no port that another process has reserved and does not listen on yet", async () => {
  const source = await readFile(new URL("./free-port.ts", import.meta.url), "utf8");
  const { outputText } = transpileModule(source, {
    compilerOptions: { module: ModuleKind.ESNext },
  });
  const program = `${outputText}\nconsole.log(await freePort()); setInterval(() => undefined, 1_000);`;
  const other = spawn(process.execPath, ["--input-type=module", "--eval", program]);
  onTestFinished(() => {
    other.kill();
  });
  const [line] = await once(other.stdout, "data");
  const taken = Number(line);
  const random = vi.spyOn(Math, "random").mockReturnValueOnce((taken - 19_999.5) / 12_000);
  expect(await freePort()).not.toBe(taken);
  expect(random.mock.calls.length).toBeGreaterThan(1);
  random.mockRestore();
});
