import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, isSignedIn } from "../binding-subject.ts";

const names: Record<string, (name: string) => string> = {
  "in capitals": (name) => name.toUpperCase(),
  "with a capital": (name) => `${name[0]?.toUpperCase()}${name.slice(1)}`,
  "after a no-break space": (name) => `\u00a0${name}`,
  "before a no-break space": (name) => `${name}\u00a0`,
  "percent-encoded": (name) => `%${name.charCodeAt(0).toString(16)}${name.slice(1)}`,
  "in quotes": (name) => `"${name}"`,
  "as the end of a longer name": (name) => `x${name}`,
  "as the start of a longer name": (name) => `${name}x`,
  "with brackets": (name) => `${name}[]`,
  "with a prefix for https": (name) => `__Host-${name}`,
  "with a prefix in small letters": (name) => `__host-${name}`,
  "inside another value": (name) => `other=${name}`,
};

const garbage = [
  "=",
  ";",
  ";;;;",
  "session",
  "session=",
  "access=;session=",
  "=session",
  "session==",
  "__proto__=1; constructor=2; toString=3",
  "session=\u00ff\u00fe",
  "session=%00",
  "session=%",
  "session=%zz",
  "a".repeat(8_000),
  "access=..",
  "access=eyJ.eyJ.eyJ",
  "session=v1......",
];

export const cookieCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "a cookie beside one of the same name invalidates both, and neither is cleared",
    async run(subject) {
      const { raw, signedIn } = subject;
      const theirs = (await signedIn()).cookieHeader();
      const planted = `session=${(await signedIn()).cookie("session")}`;
      for (const cookie of [
        `${theirs}; ${planted}`,
        `${planted}; ${theirs}`,
        `${theirs}; session=`,
        `${theirs};session=x`,
      ]) {
        expect(await isSignedIn(subject, { cookie })).toBe(false);
        expect((await raw("/protected", { headers: { cookie } })).setCookies).toEqual([]);
      }
      expect(await isSignedIn(subject, { cookie: [theirs, planted] })).toBe(false);
      expect(await isSignedIn(subject, { cookie: theirs })).toBe(true);
    },
  },
  ...Object.entries(names).map(([title, spell]) => ({
    title: `a cookie name ${title} is ignored`,
    async run(subject: BindingSubject) {
      const pairs = (await subject.signedIn()).cookieHeader().split("; ");
      const cookie = pairs.map((pair) => pair.replace(/^\w+/, spell)).join("; ");
      expect(await isSignedIn(subject, { cookie })).toBe(false);
    },
  })),
  {
    title: "a planted prefix or similar name beside the cookie changes nothing",
    async run(subject) {
      const theirs = (await subject.signedIn()).cookieHeader();
      const cookie = `__Host-session=v1.evil; Session=evil; xsession=evil; ${theirs}; session.evil=1; sessionx=1; access_=2`;
      expect(await isSignedIn(subject, { cookie })).toBe(true);
    },
  },
  {
    title: "five hundred other cookies change nothing",
    async run(subject) {
      const theirs = (await subject.signedIn()).cookieHeader();
      const others = Array.from({ length: 500 }, (_, at) => `c${at}=${at}`).join("; ");
      expect(await isSignedIn(subject, { cookie: `${others}; ${theirs}` })).toBe(true);
      expect(await isSignedIn(subject, { cookie: `${theirs}; ${others}` })).toBe(true);
    },
  },
  {
    title: "a cookie header that is malformed is ignored without an error",
    async run(subject) {
      for (const cookie of garbage) {
        const what = cookie.slice(0, 40);
        expect([what, await isSignedIn(subject, { cookie })]).toEqual([what, false]);
      }
    },
  },
  {
    title: "authorization that is none of ours does not affect the cookies",
    async run(subject) {
      const cookie = (await subject.signedIn()).cookieHeader();
      for (const authorization of [
        "Basic YTpi",
        "Bearer ",
        "Bearer other",
        "Digest x",
        "bearer",
        "Bearer a b c",
      ]) {
        expect(await isSignedIn(subject, { authorization })).toBe(false);
        expect(await isSignedIn(subject, { authorization, cookie })).toBe(true);
      }
    },
  },
  {
    title: "what is written to a session is stored as data, for any content",
    async run({ signedIn }) {
      const client = await signedIn();
      const evil = '{"__proto__":{"role":"admin"},"constructor":{"prototype":{"role":"admin"}}}';
      for (const note of [
        "__proto__",
        evil,
        "<script>alert(1)</script>",
        "\u202e",
        JSON.parse(evil),
      ]) {
        expect((await client.post("/note", { note })).text).toBe(JSON.stringify({ note }));
        expect((await client.fetch("/who")).json()).toMatchObject({ role: "member" });
      }
      const after = (await client.fetch("/api/auth/session")).json();
      expect(after.session).toMatchObject({ claims: { role: "member" } });
      expect(after.session).not.toHaveProperty("data");
      expect({}).not.toHaveProperty("role");
    },
  },
];
