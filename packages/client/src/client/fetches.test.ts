import { afterEach, expect, test, vi } from "vitest";
import { createSessionClient } from "./create-session-client.ts";

const API = "https://api.example/api/auth";

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Requests of a page at `https://app.example`, each with the mode of its credentials. */
function onPage(): string[][] {
  const sent: string[][] = [];
  vi.stubGlobal("location", new URL("https://app.example/page"));
  vi.stubGlobal("document", { baseURI: "https://app.example/page", hidden: false });
  vi.stubGlobal("fetch", async (input: string | Request, init?: RequestInit) => {
    const url = typeof input === "string" ? input : input.url;
    sent.push([new URL(url, "https://app.example").href, init?.credentials ?? "default"]);
    return Response.json({
      status: "unauthenticated",
      user: null,
      session: null,
      reason: "absent",
    });
  });
  return sent;
}

test("sends cookies to endpoints on another host, and to no other origin", async () => {
  const sent = onPage();
  const { check, refresh, sessionFetch } = createSessionClient({
    basePath: API,
    credentials: "include",
  });
  await check();
  await refresh();
  await sessionFetch("https://api.example/orders");
  await sessionFetch("https://other.example/");
  await sessionFetch("/own");
  expect(sent).toEqual([
    [`${API}/session`, "include"],
    [`${API}/refresh`, "include"],
    ["https://api.example/orders", "include"],
    ["https://other.example/", "default"],
    ["https://app.example/own", "default"],
  ]);
});

test("changes nothing for endpoints of the page's own origin", async () => {
  const sent = onPage();
  await createSessionClient().check();
  expect(sent).toEqual([["https://app.example/api/auth/session", "default"]]);
});

test("throws if a page would send no cookies to its endpoints, and names the option", () => {
  onPage();
  expect(() => createSessionClient({ basePath: API })).toThrow('credentials: "include"');
});

test("accepts endpoints of any origin from an application that sends its own credentials, and on a server", () => {
  onPage();
  expect(() => createSessionClient({ basePath: API, fetch: globalThis.fetch })).not.toThrow();
  vi.unstubAllGlobals();
  expect(() => createSessionClient({ basePath: API })).not.toThrow();
});
