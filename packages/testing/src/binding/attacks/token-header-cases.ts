import { generateKeyPairSync, sign as signWith } from "node:crypto";
import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, isSignedIn } from "../binding-subject.ts";
import { base64url, type Forge, partsOf } from "../http/forge.ts";
import { genuinePayload, genuineToken } from "./genuine-payload.ts";

const headers: Record<string, (forge: Forge) => object> = {
  "alg none": (forge) => ({ ...forge.header, alg: "none" }),
  "alg None": (forge) => ({ ...forge.header, alg: "None" }),
  "alg nOnE": (forge) => ({ ...forge.header, alg: "nOnE" }),
  "no alg": ({ header: { kid, typ } }) => ({ kid, typ }),
  "alg as an array": (forge) => ({ ...forge.header, alg: ["HS256"] }),
  "alg HS384": (forge) => ({ ...forge.header, alg: "HS384" }),
  "alg RS256": (forge) => ({ ...forge.header, alg: "RS256" }),
  "alg EdDSA": (forge) => ({ ...forge.header, alg: "EdDSA" }),
  "no kid": ({ header: { alg, typ } }) => ({ alg, typ }),
  "kid as a path": (forge) => ({ ...forge.header, kid: "../../../../dev/null" }),
  "kid as SQL": (forge) => ({ ...forge.header, kid: "' or 1=1 --" }),
  "kid as a URL": (forge) => ({ ...forge.header, kid: "http://evil.example/key" }),
  "kid as __proto__": (forge) => ({ ...forge.header, kid: "__proto__" }),
  "kid as a number": (forge) => ({ ...forge.header, kid: 0 }),
  "kid of the session key": (forge) => ({ ...forge.header, kid: forge.kid("session") }),
  "typ JWT": (forge) => ({ ...forge.header, typ: "JWT" }),
  "typ rt+jwt": (forge) => ({ ...forge.header, typ: "rt+jwt" }),
  "no typ": ({ header: { alg, kid } }) => ({ alg, kid }),
  crit: (forge) => ({ ...forge.header, crit: ["exp"] }),
  "b64 false": (forge) => ({ ...forge.header, b64: false, crit: ["b64"] }),
  zip: (forge) => ({ ...forge.header, zip: "DEF" }),
  jku: (forge) => ({ ...forge.header, jku: "http://evil.example/jwks.json" }),
  x5u: (forge) => ({ ...forge.header, x5u: "http://evil.example/cert" }),
  x5c: (forge) => ({ ...forge.header, x5c: ["MIIB"] }),
  "an additional member": (forge) => ({ ...forge.header, cty: "JWT" }),
};

export const tokenHeaderCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "a token that a test signs like the server is accepted, as a control for the refusals",
    async run(subject) {
      const cookie = `access=${await genuineToken(subject)}`;
      expect(await isSignedIn(subject, { cookie })).toBe(subject.setup.strategy === "jwt");
    },
  },
  ...Object.entries(headers).map(([name, header]) => ({
    title: `an access token whose header has ${name} is refused, even with a genuine signature`,
    async run(subject: BindingSubject) {
      const payload = JSON.stringify(genuinePayload(subject, await subject.signedIn()));
      const token = subject.forge.sign(JSON.stringify(header(subject.forge)), payload);
      const [head, body] = partsOf(token);
      expect(await isSignedIn(subject, { cookie: `access=${token}` })).toBe(false);
      expect(await isSignedIn(subject, { authorization: `Bearer ${token}` })).toBe(false);
      expect(await isSignedIn(subject, { cookie: `access=${head}.${body}.` })).toBe(false);
    },
  })),
  {
    title: "an access token signed with a key in its own header is refused",
    async run(subject) {
      const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const jwk = publicKey.export({ format: "jwk" });
      const header = JSON.stringify({ ...subject.forge.header, alg: "ES256", jwk });
      const payload = JSON.stringify(genuinePayload(subject, await subject.signedIn()));
      const input = `${base64url(header)}.${base64url(payload)}`;
      const by = { key: privateKey, dsaEncoding: "ieee-p1363" } as const;
      const mac = signWith("sha256", Buffer.from(input), by).toString("base64url");
      expect(await isSignedIn(subject, { cookie: `access=${input}.${mac}` })).toBe(false);
    },
  },
  {
    title: "an access token signed with a guessable key is refused",
    async run(subject) {
      const { forge, setup } = subject;
      const payload = JSON.stringify(genuinePayload(subject, await subject.signedIn()));
      const header = JSON.stringify(forge.header);
      const guesses = ["", "secret", "sessionkit", setup.secret, forge.header.kid];
      const keys = guesses.map((guess) => Buffer.from(guess));
      for (const key of [...keys, forge.key("session"), Buffer.alloc(32)]) {
        const cookie = `access=${forge.sign(header, payload, key)}`;
        expect(await isSignedIn(subject, { cookie })).toBe(false);
      }
      const longer = forge.sign(header, payload, forge.key("access"), "sha512");
      expect(await isSignedIn(subject, { cookie: `access=${longer}` })).toBe(false);
    },
  },
  {
    title:
      "an access token whose header has a duplicate member or another serialization is refused",
    async run(subject) {
      const { alg, kid } = subject.forge.header;
      const payload = JSON.stringify(genuinePayload(subject, await subject.signedIn()));
      for (const header of [
        `{"alg":"none","alg":"${alg}","kid":"${kid}","typ":"at+jwt"}`,
        `{"alg":"${alg}","kid":"${kid}","kid":"x","typ":"at+jwt"}`,
        `{"alg":"${alg}","kid":"${kid}","typ":"JWT","typ":"at+jwt"}`,
        `{"typ":"at+jwt","alg":"${alg}","kid":"${kid}"}`,
        `{ "alg":"${alg}","kid":"${kid}","typ":"at+jwt"}`,
        `{"alg":"\\u0048S256","kid":"${kid}","typ":"at+jwt"}`,
      ]) {
        const cookie = `access=${subject.forge.sign(header, payload)}`;
        expect([header, await isSignedIn(subject, { cookie })]).toEqual([header, false]);
      }
    },
  },
];
