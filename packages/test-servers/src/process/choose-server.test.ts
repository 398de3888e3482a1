import { afterEach, expect, it, vi } from "vitest";
import { chooseServer, findServer, type ServerChoice } from "./choose-server.ts";

const start = vi.fn(async () => ({ url: "own" }));

afterEach(() => {
  vi.unstubAllEnvs();
  start.mockClear();
});

it("takes the server of the environment first", async () => {
  vi.stubEnv("SOME_URL", "named");
  expect(await choose(["named", "usual"])).toBe("named");
});

it("takes no other server than the one of the environment, where that does not answer", async () => {
  vi.stubEnv("SOME_URL", "named");
  await expect(choose(["usual"])).rejects.toThrow("SOME_URL");
  expect(start).not.toHaveBeenCalled();
});

it("takes the server on the default port second", async () => {
  expect(await choose(["usual"])).toBe("usual");
  expect(start).not.toHaveBeenCalled();
});

it("starts a server of its own last, one for everyone who asks", async () => {
  expect(await Promise.all([choose([]), choose([])])).toEqual(["own", "own"]);
  expect(await choose([])).toBe("own");
  expect(start).toHaveBeenCalledOnce();
});

it("says why there is none, where its own cannot start either", async () => {
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

it("finds no server where it would have to start one", async () => {
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
