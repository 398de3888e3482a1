import { describe, expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { createService, type ServiceOptions } from "../../test/service.ts";

const APP = "https://app.example";
const API = { origin: "https://api.example", allowedOrigins: [APP, "https://*.shop.example"] };

const ENDPOINTS = [
  ["GET", "/session"],
  ["POST", "/refresh"],
  ["POST", "/logout"],
  ["GET", "/sessions"],
  ["DELETE", "/sessions/x"],
  ["GET", "/nothing"],
  ["POST", "/session"],
] as const;

async function call(
  options: ServiceOptions,
  origin: string | undefined,
  method: string,
  path: string,
  more: Record<string, string> = {},
) {
  const { sessions } = createService({ ...API, ...options });
  const headers = { origin, "sec-fetch-site": "same-site", ...more };
  const url = `/api/auth${path}`;
  const answer = await sessions.handle(
    createBrowser("api.example").request({ method, url, headers }),
  );
  if (!answer) throw new Error("The path is no endpoint.");
  return { ...answer, all: new Headers(answer.headers.map(([name, value]) => [name, value])) };
}

describe.each(ENDPOINTS)("with cors, %s %s", (method, path) => {
  test.each([APP, "https://eu.shop.example"])(
    "can be read by %s, with credentials",
    async (origin) => {
      const { all, status } = await call({ cors: true }, origin, method, path);
      expect(all.get("access-control-allow-origin")).toBe(origin);
      expect(all.get("access-control-allow-credentials")).toBe("true");
      expect(all.get("vary")).toBe("Cookie, Origin");
      expect(status).not.toBe(403);
    },
  );

  test.each(["https://evil.example", "https://a.eu.shop.example", "null", undefined])(
    "names no origin for %s, and varies by it",
    async (origin) => {
      const { all } = await call({ cors: true }, origin, method, path);
      expect([...all.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
      expect(all.get("vary")).toBe("Cookie, Origin");
    },
  );

  test("without the option, sends no header of CORS", async () => {
    const { all } = await call({}, APP, method, path);
    expect([...all.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    expect(all.get("vary")).toBe("Cookie");
  });
});

describe("a preflight", () => {
  const asks = { "access-control-request-method": "DELETE" };

  test("names the methods and headers of the endpoint, and reads no store", async () => {
    const { all, status, body } = await call({ cors: true }, APP, "OPTIONS", "/sessions/x", asks);
    expect([status, body]).toEqual([204, null]);
    expect(all.get("access-control-allow-methods")).toBe("DELETE");
    expect(all.get("access-control-allow-headers")).toBe("content-type, authorization");
    expect(all.get("access-control-allow-origin")).toBe(APP);
  });

  test("of another origin gets no permission", async () => {
    const { all } = await call({ cors: true }, "https://evil.example", "OPTIONS", "/session", asks);
    expect(all.get("access-control-allow-origin")).toBeNull();
  });

  test("is a method that is not allowed without the option, or without the header", async () => {
    expect((await call({}, APP, "OPTIONS", "/session", asks)).status).toBe(405);
    expect((await call({ cors: true }, APP, "OPTIONS", "/session")).status).toBe(405);
  });
});

test("a mutation of an origin that is not allowed is refused, with cors as without", async () => {
  expect((await call({ cors: true }, "https://evil.example", "POST", "/logout")).status).toBe(403);
});

test("the option is refused without allowedOrigins, and if it is no boolean", () => {
  expect(() => createService({ cors: true })).toThrow("cors");
  expect(() => createService({ ...API, cors: "true" as never })).toThrow("cors");
});
