import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, isSignedIn } from "../binding-subject.ts";
import { base64url, partsOf } from "../http/forge.ts";
import { genuinePayload, genuineToken } from "./genuine-payload.ts";

type Payload = Record<string, unknown>;

const claims: Record<string, (good: Payload) => object> = {
  "no exp": ({ exp: _, ...rest }) => rest,
  "exp as text": (good) => ({ ...good, exp: String(good.exp) }),
  "exp as a fraction": (good) => ({ ...good, exp: Number(good.exp) + 0.5 }),
  "exp beyond numbers": (good) => ({ ...good, exp: 1e300 }),
  "exp below zero": (good) => ({ ...good, exp: -1 }),
  "exp a minute ago": (good) => ({ ...good, exp: Number(good.iat) - 60 }),
  "another iss": (good) => ({ ...good, iss: "https://evil.example" }),
  "another aud": (good) => ({ ...good, aud: "https://evil.example" }),
  "aud as an array": (good) => ({ ...good, aud: [good.aud] }),
  "no sub": ({ sub: _, ...rest }) => rest,
  "sub as an object": (good) => ({ ...good, sub: { id: good.sub } }),
  "no sid": ({ sid: _, ...rest }) => rest,
  "sid as an array": (good) => ({ ...good, sid: [good.sid] }),
  "no ses": ({ ses: _, ...rest }) => rest,
  "ses too short": (good) => ({ ...good, ses: [1] }),
};

export const tokenClaimCases: readonly ContractCase<BindingSubject>[] = [
  ...Object.entries(claims).map(([name, change]) => ({
    title: `an access token with ${name} is refused, even with a genuine signature`,
    async run(subject: BindingSubject) {
      const cookie = `access=${await genuineToken(subject, change)}`;
      expect(await isSignedIn(subject, { cookie })).toBe(false);
    },
  })),
  {
    title:
      "an access token whose payload is not an object is refused, even with a genuine signature",
    async run(subject) {
      const { forge } = subject;
      for (const payload of ["null", "1", '"text"', "[]", "true"]) {
        const cookie = `access=${forge.sign(JSON.stringify(forge.header), payload)}`;
        expect([payload, await isSignedIn(subject, { cookie })]).toEqual([payload, false]);
      }
    },
  },
  {
    title: "an access token whose payload was changed is refused",
    async run(subject) {
      const good = genuinePayload(subject, await subject.signedIn());
      const header = JSON.stringify(subject.forge.header);
      const [head, , mac] = partsOf(subject.forge.sign(header, JSON.stringify(good)));
      for (const changed of [
        { sub: "admin" },
        { role: "admin" },
        { exp: 9_999_999_999 },
        { sid: "other" },
      ]) {
        const cookie = `access=${head}.${base64url(JSON.stringify({ ...good, ...changed }))}.${mac}`;
        expect(await isSignedIn(subject, { cookie })).toBe(false);
      }
    },
  },
  {
    title: "an access token in another encoding of the same bits is refused",
    async run(subject) {
      const token = await genuineToken(subject);
      const [header = "", payload = "", mac = ""] = partsOf(token);
      for (const spelled of [
        `${header}.${payload}.${mac.slice(0, -1)}${twin(mac.at(-1))}`,
        `${header}.${payload}.${mac}=`,
        `${header}.${payload}=.${mac}`,
        `${header}=.${payload}.${mac}`,
        `${header}.${payload}.${mac.replaceAll("-", "+").replaceAll("_", "/")}=`,
        `${header}.${payload}.${mac}.`,
        `.${header}.${payload}.${mac}`,
        `${header}.${payload}.${mac}.${mac}`,
        `${header}..${mac}`,
        `${header}.${payload}`,
        `"${token}"`,
        encodeURIComponent(`${token} `),
        `${header}.${payload.slice(0, 4)} ${payload.slice(4)}.${mac}`,
        token.toUpperCase(),
      ]) {
        const cookie = `access=${spelled}`;
        expect([spelled, await isSignedIn(subject, { cookie })]).toEqual([spelled, false]);
      }
    },
  },
  {
    title: "an access token is not a session token, and a session token is not an access token",
    async run(subject) {
      const { raw, signedIn, setup } = subject;
      const access = await genuineToken(subject);
      const session = (await signedIn()).cookie("session");
      expect(await isSignedIn(subject, { cookie: `session=${access}` })).toBe(false);
      expect(await isSignedIn(subject, { cookie: `access=${session}` })).toBe(false);
      const bySession = await isSignedIn(subject, { authorization: `Bearer ${session}` });
      const byAccess = await isSignedIn(subject, { authorization: `Bearer ${access}` });
      expect([bySession, byAccess]).toEqual([true, setup.strategy === "jwt"]);
      const answer = await raw("/api/auth/refresh", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ sessionToken: access }),
      });
      expect(answer.status).toBe(401);
    },
  },
  {
    title: "a token of a megabyte is refused in a cookie, a header and a body",
    async run({ raw }) {
      const long = `eyJ${"a".repeat(1_000_000)}`;
      for (const headers of [{ cookie: `access=${long}` }, { authorization: `Bearer ${long}` }]) {
        const sent = headers as Record<string, string>;
        const { status } = await raw("/protected", { headers: sent });
        expect([0, 400, 401, 431]).toContain(status);
      }
      const answer = await raw("/api/auth/refresh", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ sessionToken: long }),
      });
      expect([400, 413]).toContain(answer.status);
      const nearly = `access=${base64url('{"alg":"HS256"}')}.${"a".repeat(9_000)}`;
      expect((await raw("/protected", { headers: { cookie: nearly } })).status).toBe(401);
    },
  },
];

/** Another letter for the same bits: the last letter of a MAC has two unused bits. */
function twin(letter = "A"): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return letters[letters.indexOf(letter) ^ 1] ?? "A";
}
