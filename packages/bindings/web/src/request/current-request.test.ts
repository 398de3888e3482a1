import { expect, test, vi } from "vitest";
import { createApp } from "../../test/create-app.ts";

const request = () =>
  new Request("http://localhost/in", { headers: { "sec-fetch-site": "same-origin" } });

async function addressOf(address: string | (() => string) | undefined): Promise<unknown> {
  const { serve, harness } = createApp({}, { given: () => ({ address }) });
  await serve(request());
  const [listed] = await harness.sessions.list("ada");
  return listed?.ip;
}

test("the address is that of the option", async () => {
  expect(await addressOf("192.0.2.7")).toBe("192.0.2.7");
  expect(await addressOf(() => "192.0.2.8")).toBe("192.0.2.8");
  expect(await addressOf(undefined)).toBeNull();
});

test("no header of the client is the address outside of Workers", async () => {
  const { serve, harness } = createApp();
  const forged = request();
  forged.headers.set("cf-connecting-ip", "203.0.113.9");
  forged.headers.set("x-forwarded-for", "203.0.113.9");
  await serve(forged);
  expect(await harness.sessions.list("ada")).toMatchObject([{ ip: null }]);
});

test("a function for the address is not called if the session is only read", async () => {
  const address = vi.fn(() => "192.0.2.7");
  const { client } = createApp({}, { given: () => ({ address }) });
  const ada = client();
  await ada.send("/in");
  address.mockClear();
  expect(await (await ada.send("/who")).json()).toMatchObject({ userId: "ada" });
  expect(address).not.toHaveBeenCalled();
});

test("a Proxy of the request, which some frameworks pass on, has its session", async () => {
  const { client, getSession } = createApp({
    "/proxy": async (_session, request) => {
      const proxy = new Proxy(request, {});
      return Response.json((await getSession(proxy))?.userId);
    },
  });
  const ada = client();
  await ada.send("/in");
  expect(await (await ada.send("/proxy")).json()).toBe("ada");
});

test("a copy of the request is refused, and the error names the context", async () => {
  const { client, getSession } = createApp({
    "/copy": async (_session, request) => Response.json(await getSession(new Request(request))),
  });
  await expect(client().send("/copy")).rejects.toThrow(/^handle: .+ use the context/);
});
