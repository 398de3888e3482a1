import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, ownerOf } from "../binding-subject.ts";

export const methodCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "reading ends nothing, whatever method the URL or a header names",
    async run({ app, signedIn }) {
      const client = await signedIn();
      await app.control();
      for (const query of ["", "?scope=all", "?_method=POST"]) {
        for (const method of ["GET", "HEAD", "PUT", "PATCH", "DELETE"]) {
          const path = `/api/auth/logout${query}`;
          const { status } = await client.fetch(path, { method });
          expect([method, path, status]).toEqual([method, path, 405]);
        }
      }
      for (const header of ["x-http-method-override", "x-http-method", "x-method-override"]) {
        const headers = { [header]: "POST" };
        expect((await client.fetch("/api/auth/logout", { headers })).status).toBe(405);
        expect((await client.fetch("/protected", { headers })).status).toBe(200);
        const asDelete = { method: "POST", headers: { [header]: "DELETE" } };
        expect((await client.fetch("/api/auth/session", asDelete)).status).toBe(405);
      }
      expect((await app.control()).events).toEqual([]);
      expect(await ownerOf(client)).not.toBeNull();
    },
  },
  {
    title: "a link from another site opens, and changes nothing",
    async run({ app, signedIn }) {
      const client = await signedIn();
      await app.control();
      const headers = { "sec-fetch-site": "cross-site" };
      expect((await client.open("/protected", { headers })).status).toBe(200);
      for (const path of ["/api/auth/logout", "/sign-out", "/step-up", "/sign-in"]) {
        const { status, setCookies } = await client.open(path, { headers });
        expect([404, 405]).toContain(status);
        expect(setCookies).toEqual([]);
      }
      expect((await app.control()).events).toEqual([]);
    },
  },
  {
    title: "an unknown method is refused, and changes nothing",
    async run({ raw, signedIn }) {
      const client = await signedIn();
      const headers = { cookie: client.cookieHeader() };
      for (const method of ["PROPFIND", "PURGE", "LINK", "M-SEARCH"]) {
        for (const path of ["/protected", "/api/auth/session", "/api/auth/logout"]) {
          const answer = await raw(path, { method, headers });
          expect([0, 400, 403, 404, 405], `${method} ${path}`).toContain(answer.status);
          expect(answer.setCookies).toEqual([]);
        }
      }
      expect(await ownerOf(client)).not.toBeNull();
    },
  },
];
