import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import type { BindingSubject } from "../binding-subject.ts";

const targets = [
  "https://evil.example",
  "//evil.example",
  "///evil.example",
  "////evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "\\/evil.example",
  "/%5cevil.example",
  "/%255cevil.example",
  "/%2f/evil.example",
  "/%2fevil.example",
  "%2f%2fevil.example",
  "/%252f%252fevil.example",
  "/.//evil.example",
  "/..//evil.example",
  "/a/..//evil.example",
  "/\t/evil.example",
  "/%09/evil.example",
  "/\n/evil.example",
  "/%0a/evil.example",
  "/%0d%0aLocation:%20https://evil.example",
  "/%0d%0aSet-Cookie:%20session=evil",
  " //evil.example",
  "http:evil.example",
  "http:/evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "@evil.example",
  ":evil.example",
  "evil.example",
  "/@evil.example//",
  "?//evil.example",
  "#//evil.example",
  "/%E3%80%82//evil.example",
  "\u0000//evil.example",
  `/${"a".repeat(5_000)}`,
];

export const redirectCases: readonly ContractCase<BindingSubject>[] = [
  ...targets.map((target) => ({
    title: `the refresh endpoint never redirects to ${JSON.stringify(target.slice(0, 60))}`,
    async run({ app, raw, signedIn }: BindingSubject) {
      const query = new URLSearchParams({ redirect: target, otherwise: target }).toString();
      const path = `/api/auth/refresh?${query}`;
      for (const answer of [await raw(path), await (await signedIn()).open(path)]) {
        expect(answer.status).toBe(303);
        expect(destination(answer.headers.location, app.origin)).toBe(app.origin);
        expect(answer.setCookies.join()).not.toContain("evil");
      }
    },
  })),
  {
    title: "a request line that begins like another host redirects to this origin only",
    async run({ app, raw, signedIn }) {
      const headers = { cookie: (await signedIn()).cookieHeader(), accept: "text/html" };
      const refresh = "/api/auth/refresh?redirect=//evil.example";
      for (const path of ["/protected", "/redirects", refresh]) {
        for (const before of ["//evil.example", "/\\evil.example", "//"]) {
          const line = before + path;
          const answer = await raw(line, { headers });
          expect(answer.setCookies.join(), line).not.toContain("evil");
          if (answer.headers.location === undefined) continue;
          expect(destination(answer.headers.location, app.origin), line).toBe(app.origin);
        }
      }
    },
  },
  {
    title: "a forged Host header affects only the redirect of its sender",
    async run({ app, raw }) {
      for (const name of ["x-forwarded-host", "forwarded", "x-host", "x-original-host"]) {
        const value = name === "forwarded" ? "host=evil.example" : "evil.example";
        const headers = { [name]: value };
        const answer = await raw("/api/auth/refresh?redirect=/who", { headers });
        expect(answer.status).toBe(303);
        expect(destination(answer.headers.location, app.origin), name).toBe(app.origin);
        expect(String(answer.headers["cache-control"])).toContain("no-store");
      }
    },
  },
];

/** The URL that a browser at `origin` would follow. */
function destination(location: unknown, origin: string): string {
  expect(typeof location).toBe("string");
  expect(String(location)).not.toMatch(/^[\\/]{2}|[\\\r\n\t]/);
  return new URL(String(location), origin).origin;
}
