import type { Client } from "./support/client.ts";
import { expect, test } from "./support/test.ts";

function cookieHeader({ cookies }: Client): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}

test("a cookie beside one of the same name makes both worthless, and neither is taken back", async ({
  resident,
  stranger,
  database,
  raw,
  isSignedIn,
}) => {
  await stranger.signIn(await database.createPerson());
  const theirs = cookieHeader(resident);
  const planted = `session=${stranger.cookies.get("session")}`;
  for (const cookie of [
    `${theirs}; ${planted}`,
    `${planted}; ${theirs}`,
    `${theirs}; session=`,
    `${theirs};session=x`,
  ]) {
    expect(await isSignedIn({ cookie })).toBe(false);
    expect((await raw("/api/notebooks", { headers: { cookie } })).setCookies).toHaveLength(0);
  }
  expect(await isSignedIn({ cookie: [theirs, planted] })).toBe(false);
  expect(await isSignedIn({ cookie: theirs })).toBe(true);
});

const names: Record<string, (name: string) => string> = {
  "in capitals": (name) => name.toUpperCase(),
  "with a capital": (name) => name[0]?.toUpperCase() + name.slice(1),
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

for (const [title, spell] of Object.entries(names)) {
  test(`a cookie name ${title} is another name`, async ({ resident, isSignedIn }) => {
    const cookie = [...resident.cookies]
      .map(([name, value]) => `${spell(name)}=${value}`)
      .join("; ");
    expect(await isSignedIn({ cookie })).toBe(false);
  });
}

test("a planted prefix or sibling beside the cookie changes nothing", async ({
  resident,
  isSignedIn,
}) => {
  const cookie = `__Host-session=v1.evil; Session=evil; xsession=evil; ${cookieHeader(resident)}; session.evil=1; sessionx=1; access_=2`;
  expect(await isSignedIn({ cookie })).toBe(true);
});

test("five hundred other cookies change nothing", async ({ resident, isSignedIn }) => {
  const others = Array.from({ length: 500 }, (_, at) => `c${at}=${at}`).join("; ");
  expect(await isSignedIn({ cookie: `${others}; ${cookieHeader(resident)}` })).toBe(true);
  expect(await isSignedIn({ cookie: `${cookieHeader(resident)}; ${others}` })).toBe(true);
});

test("a cookie header that is garbage is no session and no failure", async ({
  raw,
  isSignedIn,
}) => {
  for (const cookie of [
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
    "a".repeat(8_000),
    "access=..",
    "access=eyJ.eyJ.eyJ",
    "session=v1......",
  ]) {
    expect(await isSignedIn({ cookie }), cookie.slice(0, 40)).toBe(false);
  }
  expect((await raw("/", { headers: { cookie: "session=%zz" } })).status).toBe(200);
});

test("other authorization is none of ours, and does not get in the way", async ({
  resident,
  isSignedIn,
}) => {
  const cookie = cookieHeader(resident);
  for (const authorization of [
    "Basic YTpi",
    "Bearer ",
    "Bearer other",
    "Digest x",
    "bearer",
    "Bearer a b c",
  ]) {
    expect(await isSignedIn({ authorization }), authorization).toBe(false);
    expect(await isSignedIn({ authorization, cookie }), authorization).toBe(true);
  }
});

test("what a person writes down is text, whatever it looks like", async ({ victim }) => {
  const evil = '{"__proto__":{"role":"admin"},"constructor":{"prototype":{"role":"admin"}}}';
  for (const note of [
    "__proto__",
    evil,
    "<script>alert(1)</script>",
    "\u0000\u202e",
    "a".repeat(5_000),
  ]) {
    const answer = await victim.submit("/dashboard", "note", { note });
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain("<script>alert(1)");
  }
  const after = JSON.parse((await victim.fetch("/api/auth/session")).text);
  expect(after.session.claims).toEqual({ role: "member" });
  expect(after.session).not.toHaveProperty("data");
});
