import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, newUser, ownerOf, UNTIL_DUE } from "../binding-subject.ts";

export const bodyCases: readonly ContractCase<BindingSubject>[] = [
  {
    title:
      "the application reads bodies completely, parsed or raw, also in a request that refreshes",
    async run({ app, signedIn }) {
      const client = await signedIn();
      const body = { text: "é".repeat(5_000), list: [1, null, { a: true }] };
      for (const advance of [0, UNTIL_DUE]) {
        await app.control({ advance });
        expect((await client.post("/echo", body)).json()).toEqual(body);
      }
      await app.control({ advance: UNTIL_DUE });
      const text = "line\n".repeat(2_000);
      const headers = { "content-type": "text/plain" };
      const answer = await client.fetch("/echo-text", { method: "POST", headers, body: text });
      expect(answer.text).toBe(text);
    },
  },
  {
    title: "the endpoints read the body, also after another parser",
    async run({ app, raw, signedIn }) {
      const user = newUser();
      const client = await signedIn(user);
      await app.control({ advance: UNTIL_DUE });
      const body = JSON.stringify({ sessionToken: client.cookie("session") });
      const headers = { "content-type": "application/json; charset=utf-8" };
      const refreshed = await raw("/api/auth/refresh", { method: "POST", headers, body });
      expect([refreshed.status, refreshed.json().status]).toEqual([200, "authenticated"]);
      const out = await raw("/api/auth/logout", { method: "POST", headers, body });
      expect([out.status, out.json()]).toEqual([200, { revoked: 1 }]);
      expect(await ownerOf(client)).toBeNull();
    },
  },
  {
    title: "the endpoints do not require a body or a content type",
    async run({ signedIn }) {
      const client = await signedIn();
      const bodies = [
        {},
        { headers: { "content-type": "application/json" } },
        { headers: { "content-type": "application/json" }, body: "" },
        { headers: { "content-type": "application/json" }, body: "{}" },
        { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "a=1" },
        { headers: { "content-type": "text/plain" }, body: "hello" },
      ];
      for (const ask of bodies) {
        const answer = await client.fetch("/api/auth/refresh", { method: "POST", ...ask });
        expect([answer.status, JSON.stringify(ask)]).toEqual([200, JSON.stringify(ask)]);
      }
    },
  },
  {
    title: "a body that is garbage is refused, and has no other effect",
    async run({ signedIn }) {
      const client = await signedIn();
      const headers = { "content-type": "application/json" };
      for (const body of [
        "{",
        "{".repeat(10_000),
        "\u0000",
        "[1]",
        '"x"',
        "null",
        '{"sessionToken":{}}',
        '{"sessionToken":["a"]}',
        '{"sessionToken":null}',
      ]) {
        for (const path of ["/api/auth/refresh", "/api/auth/logout"]) {
          const answer = await client.fetch(path, { method: "POST", headers, body });
          expect([answer.status, `${path} ${body.slice(0, 30)}`]).toEqual([
            400,
            `${path} ${body.slice(0, 30)}`,
          ]);
          expect(answer.setCookies).toEqual([]);
        }
      }
      expect(await ownerOf(client)).not.toBeNull();
    },
  },
  {
    title: "a session token in a form or a link is ignored",
    async run({ raw, signedIn }) {
      const client = await signedIn();
      const form = `sessionToken=${client.cookie("session")}`;
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      for (const [path, ask] of [
        ["/api/auth/refresh", { method: "POST", headers, body: form }],
        [`/api/auth/refresh?${form}`, { method: "POST" }],
      ] as const) {
        expect((await raw(path, ask)).status).toBe(401);
      }
    },
  },
];
