import { type Client, hiddenFields, multipart } from "./support/client.ts";
import { expect, test } from "./support/test.ts";

function idOf(client: Client): string {
  return client.cookies.get("session")?.split(".")[2] ?? "";
}

async function isAlive(client: Client): Promise<boolean> {
  return (
    JSON.parse((await client.copy().fetch("/api/auth/session")).text).status === "authenticated"
  );
}

test("a user cannot end a session of another user", async ({ victim, anonymous, database }) => {
  const person = await database.createPerson();
  await anonymous.signIn(person);
  const second = anonymous.copy();
  second.cookies.clear();
  await second.signIn(person);
  const end = async (client: Client) =>
    (await anonymous.fetch(`/api/auth/sessions/${idOf(client)}`, { method: "DELETE" })).status;
  expect(await end(victim)).toBe(404);
  expect(await isAlive(victim)).toBe(true);
  expect(await end(second)).toBe(204);
  expect(await isAlive(second)).toBe(false);
});

test("credentials that were copied before a sign-out are refused after it", async ({
  victim,
  isSignedIn,
}) => {
  const stolen = victim.copy();
  const answer = await victim.submit("/dashboard", "$ACTION_ID_", {});
  expect([200, 303]).toContain(answer.status);
  expect(victim.cookies.size).toBe(0);
  for (const [name, value] of stolen.cookies) {
    expect(await isSignedIn({ cookie: `${name}=${value}` }), name).toBe(false);
  }
  const access = stolen.cookies.get("access");
  if (access !== undefined)
    expect(await isSignedIn({ authorization: `Bearer ${access}` })).toBe(false);
});

test("a token from before a step-up does not open a sensitive page", async ({
  victim,
  person,
  database,
}) => {
  await database.age(idOf(victim), 60);
  victim.cookies.delete("access");
  const stolen = victim.copy();
  const answer = await victim.submit("/confirm", "password", { password: person.password });
  expect(answer.status).toBe(303);
  expect((await victim.open("/dashboard/account")).status).toBe(200);
  const sensitive = await stolen.open("/dashboard/account");
  expect([sensitive.status, sensitive.headers.location]).toEqual([
    307,
    "/confirm?callbackUrl=%2Fdashboard%2Faccount",
  ]);
  expect((await victim.open("/dashboard/account")).status).toBe(200);
});

test("a wrong password does not renew the session", async ({ victim }) => {
  const before = victim.cookies.get("session");
  const answer = await victim.submit("/confirm", "password", { password: "wrong" });
  expect(answer.status).toBe(200);
  expect(victim.cookies.get("session")).toBe(before);
});

test("a stolen token that is presented after two rotations ends the session for both", async ({
  victim,
  database,
  strategy,
}) => {
  const stolen = victim.copy();
  for (const client of [victim, stolen]) client.cookies.delete("access");
  for (let turn = 0; turn < 2; turn++) {
    await database.age(idOf(victim), 20);
    victim.cookies.delete("access");
    expect((await victim.open("/dashboard")).status).toBe(200);
  }
  await database.age(idOf(victim), 20);
  const thief = await stolen.open("/dashboard");
  // The database strategy rotates nothing here: the copy is the same credential as the original.
  expect(thief.status).toBe(strategy === "jwt" ? 307 : 200);
  expect(await isAlive(victim)).toBe(strategy !== "jwt");
});

test("an action that is under way during a sign-out does not restore the session", async ({
  victim,
}) => {
  const slow = victim.copy();
  const page = await slow.open("/dashboard");
  const { body, type } = multipart({ ...hiddenFields(page.text, "note"), note: "late" });
  const answer = await slow.open("/dashboard", {
    method: "POST",
    body,
    headers: { "content-type": type, "content-length": String(body.length) },
    beforeEnd: async () => {
      // The same server answers, and has received the beginning of the action.
      expect((await victim.fetch("/api/auth/session")).status).toBe(200);
      expect((await victim.fetch("/api/auth/logout", { method: "POST" })).status).toBe(200);
    },
  });
  expect([303, 307]).toContain(answer.status);
  expect(answer.headers.location).toMatch(/\/sign-in/);
  expect(await isAlive(slow)).toBe(false);
  expect(answer.setCookies.filter((line) => !line.includes("Max-Age=0"))).toEqual([]);
});

test("32 late requests after a sign-out do not restore the session", async ({ victim }) => {
  const late = Array.from({ length: 32 }, () => victim.copy());
  for (const client of late) client.cookies.delete("access");
  const out = victim.fetch("/api/auth/logout", { method: "POST" });
  const answers = await Promise.all(late.map((client) => client.open("/dashboard")));
  expect((await out).status).toBe(200);
  expect(answers.every(({ status }) => status === 200 || status === 307)).toBe(true);
  for (const client of late) expect(await isAlive(client)).toBe(false);
});
