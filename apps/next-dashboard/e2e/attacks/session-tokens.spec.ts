import { partsOf } from "./support/forge.ts";
import { expect, test } from "./support/test.ts";

test("a session token with a genuine signature is taken, so that the refusals below mean something", async ({
  resident,
  forge,
  isSignedIn,
}) => {
  const session = resident.cookies.get("session") ?? "";
  const [, , id = "", generation = "", branch = "", secret = ""] = partsOf(session);
  expect(forge.sessionToken([id, generation, branch, secret])).toBe(session);
  expect(await isSignedIn({ cookie: `session=${session}` })).toBe(true);
});

test("a session token that was changed in any part is refused", async ({
  resident,
  isSignedIn,
}) => {
  const token = resident.cookies.get("session") ?? "";
  const parts = partsOf(token);
  for (const at of parts.keys()) {
    const part = parts[at] ?? "";
    const other = (part.startsWith("A") ? "B" : "A") + part.slice(1);
    for (const changed of [other, "", part.slice(1), `${part}A`, `${part.toLowerCase()}-`]) {
      const cookie = `session=${parts.with(at, changed).join(".")}`;
      expect(await isSignedIn({ cookie }), `part ${at}`).toBe(false);
    }
  }
  for (const spelled of [
    `${token}.`,
    `${token}=`,
    `"${token}"`,
    `${token}.x`,
    encodeURIComponent(` ${token}`),
  ]) {
    expect(await isSignedIn({ cookie: `session=${spelled}` })).toBe(false);
  }
  expect(await isSignedIn({ cookie: `session=${token}` })).toBe(true);
});

test("whoever has the key but not the secret of a session gets nowhere, and ends nothing", async ({
  resident,
  forge,
  isSignedIn,
}) => {
  const [, , id = "", generation = "", branch = ""] = partsOf(
    resident.cookies.get("session") ?? "",
  );
  const forged = forge.sessionToken([id, generation, branch, "A".repeat(22)]);
  expect(await isSignedIn({ cookie: `session=${forged}` })).toBe(false);
  const later = forge.sessionToken([id, Number(generation) + 5, branch, "A".repeat(22)]);
  expect(await isSignedIn({ cookie: `session=${later}` })).toBe(false);
  expect(await isSignedIn({ cookie: `session=${resident.cookies.get("session")}` })).toBe(true);
});

test("the id of somebody else's session in one's own token is refused", async ({
  resident,
  database,
  stranger,
  forge,
  isSignedIn,
}) => {
  await stranger.signIn(await database.createPerson());
  const [, , , generation = "", branch = "", secret = ""] = partsOf(
    stranger.cookies.get("session") ?? "",
  );
  const [, , id = ""] = partsOf(resident.cookies.get("session") ?? "");
  const token = forge.sessionToken([id, generation, branch, secret]);
  expect(await isSignedIn({ cookie: `session=${token}` })).toBe(false);
});

test("numbers in another spelling are refused, even with a genuine signature", async ({
  resident,
  forge,
  isSignedIn,
}) => {
  const [, , id = "", , , secret = ""] = partsOf(resident.cookies.get("session") ?? "");
  for (const number of ["01", "1.0", "1e0", "+1", "0x1", "-1", "0", "", "9999999999", "NaN"]) {
    const token = forge.sessionToken([id, number, 1, secret]);
    expect(await isSignedIn({ cookie: `session=${token}` }), number).toBe(false);
  }
});

test("a session token that is no token ends nobody's session", async ({
  resident,
  raw,
  isSignedIn,
}) => {
  for (const body of [
    '{"sessionToken":null}',
    '{"sessionToken":{}}',
    '{"sessionToken":["a"]}',
    "[]",
    "null",
    '"x"',
    "{",
    "",
    '{"sessionToken":""}',
    '{"__proto__":{"sessionToken":"v1.a"}}',
  ]) {
    const answer = await raw("/api/auth/refresh", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect([400, 401], body).toContain(answer.status);
    expect(answer.setCookies).toHaveLength(0);
  }
  expect(await isSignedIn({ cookie: `session=${resident.cookies.get("session")}` })).toBe(true);
});
