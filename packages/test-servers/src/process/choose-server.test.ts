import { afterEach, expect, it, vi } from "vitest";
import { chooseServer, findServer, type ServerChoice } from "./choose-server.ts";

const start = vi.fn(async () => ({ url: "own" }));

afterEach(() => {
  vi.unstubAllEnvs();
  start.mockClear();
});

it("prefers the server of the environment variable", async () => {
  vi.stubEnv("SOME_URL", "named");
  expect(await choose(["named", "usual"])).toBe("named");
});

it("rejects if the server of the environment variable is down", async () => {
  vi.stubEnv("SOME_URL", "named");
  await expect(choose(["usual"])).rejects.toThrow("SOME_URL");
  expect(start).not.toHaveBeenCalled();
});

it("uses the server on the default port without the variable", async () => {
  expect(await choose(["usual"])).toBe("usual");
  expect(start).not.toHaveBeenCalled();
});

it("starts one server for all calls if there is no other", async () => {
  expect(await Promise.all([choose([]), choose([])])).toEqual(["own", "own"]);
  expect(await choose([])).toBe("own");
  expect(start).toHaveBeenCalledOnce();
});

it("rejects with the reason if the server cannot start", async () => {
  const isDown = () => Promise.reject(new Error("ECONNREFUSED"));
  const missing = () => Promise.reject(new Error("apt-get install -y some-server"));
  const chosen = chooseServer({
    variable: "OTHER_URL",
    defaultUrl: "usual",
    isUp: isDown,
    start: missing,
  });
  await expect(chosen).rejects.toThrow("apt-get install -y some-server");
});

it("returns undefined from findServer instead of starting a server", async () => {
  expect(await findServer(choice(["usual"]))).toBe("usual");
  expect(await findServer(choice([]))).toBeUndefined();
  expect(start).not.toHaveBeenCalled();
});

function choose(up: string[]) {
  return chooseServer(choice(up));
}

function choice(up: string[]): ServerChoice {
  const isUp = async (url: string) => {
    if (!up.includes(url)) throw new Error("ECONNREFUSED");
  };
  return { variable: "SOME_URL", defaultUrl: "usual", isUp, start };
}
