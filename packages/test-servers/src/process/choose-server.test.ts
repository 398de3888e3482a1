import { afterEach, expect, it, vi } from "vitest";
import { chooseServer } from "./choose-server.ts";

const start = vi.fn(async () => ({ url: "own", close: vi.fn(async () => undefined) }));

afterEach(() => {
  vi.unstubAllEnvs();
  start.mockClear();
});

it("takes the server of the environment first", async () => {
  vi.stubEnv("SOME_URL", "named");
  expect(await choose(["named", "usual"])).toMatchObject({ url: "named" });
});

it("takes no other server than the one of the environment, where that does not answer", async () => {
  vi.stubEnv("SOME_URL", "named");
  await expect(choose(["usual"])).rejects.toThrow("SOME_URL");
  expect(start).not.toHaveBeenCalled();
});

it("takes the server on the default port second, and leaves it running", async () => {
  const { url, end } = await choose(["usual"]);
  expect(url).toBe("usual");
  await end();
  expect(start).not.toHaveBeenCalled();
});

it("starts a server of its own last, and ends that", async () => {
  const { url, end } = await choose([]);
  expect(url).toBe("own");
  await end();
  const own = await start.mock.results[0]?.value;
  expect(own.close).toHaveBeenCalledOnce();
});

function choose(up: string[]) {
  const isUp = async (url: string) => {
    if (!up.includes(url)) throw new Error("ECONNREFUSED");
  };
  return chooseServer("SOME_URL", "usual", isUp, start);
}
