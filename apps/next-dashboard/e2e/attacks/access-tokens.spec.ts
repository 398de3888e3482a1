import { generateKeyPairSync, sign as signWith } from "node:crypto";
import type { Client } from "./support/client.ts";
import { base64url, type Forge, partsOf, payloadOf } from "./support/forge.ts";
import { expect, test } from "./support/test.ts";

/** What a stolen or invented access token would have to say, for the session of `resident`. */
function payloadFor(resident: Client, forge: Forge): string {
  const access = resident.cookies.get("access");
  if (access !== undefined) return JSON.stringify(payloadOf(access));
  const [, , sid] = partsOf(resident.cookies.get("session") ?? "");
  const now = Math.floor(Date.now() / 1000);
  const times = { iat: now, exp: now + 600, auth_time: now };
  const names = { iss: "sessionkit", aud: "sessionkit", sub: "somebody", sid };
  return JSON.stringify({
    ...names,
    ...times,
    gen: 1,
    br: 1,
    ses: [now, now + 600, now + 600, 1],
    kid: forge.header.kid,
  });
}

test("a token with a genuine signature is taken, so that the refusals below mean something", async ({
  resident,
  forge,
  isSignedIn,
  strategy,
}) => {
  const token = forge.sign(JSON.stringify(forge.header), payloadFor(resident, forge));
  const taken = await isSignedIn({ cookie: `access=${token}` });
  expect(taken).toBe(strategy === "jwt");
});

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
  "a member more": (forge) => ({ ...forge.header, cty: "JWT" }),
};

for (const [name, header] of Object.entries(headers)) {
  test(`a header with ${name} is refused, even with a genuine signature`, async ({
    resident,
    forge,
    isSignedIn,
  }) => {
    const token = forge.sign(JSON.stringify(header(forge)), payloadFor(resident, forge));
    expect(await isSignedIn({ cookie: `access=${token}` })).toBe(false);
    expect(await isSignedIn({ authorization: `Bearer ${token}` })).toBe(false);
    const [head, body] = partsOf(token);
    expect(await isSignedIn({ cookie: `access=${head}.${body}.` })).toBe(false);
  });
}

test("a token signed with a key that it brings along is refused", async ({
  resident,
  forge,
  isSignedIn,
}) => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = publicKey.export({ format: "jwk" });
  const input = `${base64url(JSON.stringify({ ...forge.header, alg: "ES256", jwk }))}.${base64url(payloadFor(resident, forge))}`;
  const signature = signWith("sha256", Buffer.from(input), {
    key: privateKey,
    dsaEncoding: "ieee-p1363",
  });
  expect(await isSignedIn({ cookie: `access=${input}.${signature.toString("base64url")}` })).toBe(
    false,
  );
});

test("a token signed with what somebody might guess is refused", async ({
  resident,
  forge,
  app,
  isSignedIn,
}) => {
  const payload = payloadFor(resident, forge);
  const header = JSON.stringify(forge.header);
  const guesses = ["", "secret", "sessionkit", app.secret, forge.header.kid].map((key) =>
    Buffer.from(key),
  );
  for (const key of [...guesses, forge.key("session"), Buffer.alloc(32)]) {
    expect(await isSignedIn({ cookie: `access=${forge.sign(header, payload, key)}` })).toBe(false);
  }
  const longer = forge.sign(header, payload, forge.key("access"), "sha512");
  expect(await isSignedIn({ cookie: `access=${longer}` })).toBe(false);
});

test("a header that says a member twice, or is written otherwise, is refused", async ({
  resident,
  forge,
  isSignedIn,
}) => {
  const { alg, kid } = forge.header;
  const payload = payloadFor(resident, forge);
  for (const header of [
    `{"alg":"none","alg":"${alg}","kid":"${kid}","typ":"at+jwt"}`,
    `{"alg":"${alg}","kid":"${kid}","kid":"x","typ":"at+jwt"}`,
    `{"alg":"${alg}","kid":"${kid}","typ":"JWT","typ":"at+jwt"}`,
    `{"typ":"at+jwt","alg":"${alg}","kid":"${kid}"}`,
    `{ "alg":"${alg}","kid":"${kid}","typ":"at+jwt"}`,
    `{"alg":"\\u0048S256","kid":"${kid}","typ":"at+jwt"}`,
  ]) {
    expect(await isSignedIn({ cookie: `access=${forge.sign(header, payload)}` })).toBe(false);
  }
});

const claims: Record<string, (good: Record<string, unknown>) => object> = {
  "no exp": ({ exp: _, ...rest }) => rest,
  "exp as text": (good) => ({ ...good, exp: String(good.exp) }),
  "exp as a fraction": (good) => ({ ...good, exp: Number(good.exp) + 0.5 }),
  "exp beyond numbers": (good) => ({ ...good, exp: 1e300 }),
  "exp below zero": (good) => ({ ...good, exp: -1 }),
  "exp a minute ago": (good) => ({ ...good, exp: Math.floor(Date.now() / 1000) - 60 }),
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

for (const [name, claim] of Object.entries(claims)) {
  test(`claims with ${name} are refused, even with a genuine signature`, async ({
    resident,
    forge,
    isSignedIn,
  }) => {
    const payload = claim(JSON.parse(payloadFor(resident, forge)));
    const token = forge.sign(JSON.stringify(forge.header), JSON.stringify(payload));
    expect(await isSignedIn({ cookie: `access=${token}` })).toBe(false);
  });
}

test("a payload that is no object is refused, even with a genuine signature", async ({
  forge,
  isSignedIn,
}) => {
  for (const payload of ["null", "1", '"text"', "[]", "true"]) {
    const token = forge.sign(JSON.stringify(forge.header), payload);
    expect(await isSignedIn({ cookie: `access=${token}` }), payload).toBe(false);
  }
});

test("a payload that was changed is refused", async ({ resident, forge, isSignedIn }) => {
  const [header = "", , mac = ""] = partsOf(
    forge.sign(JSON.stringify(forge.header), payloadFor(resident, forge)),
  );
  const good = JSON.parse(payloadFor(resident, forge));
  for (const changed of [
    { sub: "admin" },
    { role: "admin" },
    { exp: 9_999_999_999 },
    { sid: "other" },
  ]) {
    const payload = base64url(JSON.stringify({ ...good, ...changed }));
    expect(await isSignedIn({ cookie: `access=${header}.${payload}.${mac}` })).toBe(false);
  }
});

test("another spelling of the same bits is refused", async ({ resident, forge, isSignedIn }) => {
  const token = forge.sign(JSON.stringify(forge.header), payloadFor(resident, forge));
  const [header = "", payload = "", mac = ""] = partsOf(token);
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const twin = letters[letters.indexOf(mac.at(-1) ?? "A") ^ 1] ?? "A";
  for (const spelled of [
    `${header}.${payload}.${mac.slice(0, -1)}${twin}`,
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
    expect(await isSignedIn({ cookie: `access=${spelled}` }), spelled.slice(-60)).toBe(false);
  }
});

test("an access token is no session token, and a session token no access token", async ({
  resident,
  forge,
  isSignedIn,
  raw,
}) => {
  const access = forge.sign(JSON.stringify(forge.header), payloadFor(resident, forge));
  const session = resident.cookies.get("session") ?? "";
  expect(await isSignedIn({ cookie: `session=${access}` })).toBe(false);
  expect(await isSignedIn({ cookie: `access=${session}` })).toBe(false);
  const answer = await raw("/api/auth/refresh", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ sessionToken: access }),
  });
  expect(answer.status).toBe(401);
});

test("a token of a megabyte is refused, wherever it comes in", async ({ raw, stranger }) => {
  const long = `eyJ${"a".repeat(1_000_000)}`;
  const codes = [
    (await raw("/dashboard", { headers: { cookie: `access=${long}` } })).status,
    (await raw("/api/notebooks", { headers: { authorization: `Bearer ${long}` } })).status,
  ];
  expect(
    codes.every((status) => [0, 400, 401, 431].includes(status)),
    String(codes),
  ).toBe(true);
  const answer = await stranger.fetch("/api/auth/refresh", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ sessionToken: long }),
  });
  expect(answer.status).toBe(400);
  const nearly = `${forgeable()}${"a".repeat(9_000)}`;
  expect((await raw("/api/notebooks", { headers: { cookie: `access=${nearly}` } })).status).toBe(
    401,
  );
});

function forgeable(): string {
  return `${base64url('{"alg":"HS256"}')}.`;
}
