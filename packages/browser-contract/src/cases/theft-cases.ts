import { createTestDevice } from "@sessionkit/testing/app";
import { expect, test } from "vitest";
import { REFRESH, REGISTER } from "../harness/bound-app.ts";
import type { RawAnswer, SendRaw } from "../harness/send-raw.ts";
import type { Subject } from "../harness/subject.ts";
import type { User } from "../harness/user.ts";

/** All requests that could exchange a session token for other credentials, or read or change something with it. */
const REFUSED = [
  ["GET", "/protected"],
  ["POST", "/protected"],
  ["GET", "/now"],
  ["GET", "/fresh"],
  ["GET", "/fresh-now"],
  ["POST", "/note"],
  ["POST", "/append"],
  ["POST", "/api/auth/refresh"],
  ["GET", "/api/auth/sessions"],
  ["DELETE", "/api/auth/sessions/another"],
] as const;

export function theftCases({ app, openUser, strategy }: Subject): void {
  test("a stolen cookie jar is worth the rest of one access token, and the owner notices nothing", async () => {
    const [owner, thief] = [await openUser("owner"), await openUser("thief")];
    const signedIn = { status: 200, body: { user: `owner-${strategy}` } };
    await owner.signIn();
    await owner.prove();
    await app().mark();
    await owner.device.copyCookiesTo(thief.device);
    const cookie = await cookieHeader(owner);
    const [session] = await owner.device.sessions();
    if (!session) throw new Error("The session of the owner is not bound.");
    expect(await thief.send("/protected")).toEqual(signedIn);

    await app().expireAccess();
    const answers: RawAnswer[] = [];
    const send: SendRaw = async (...args) => {
      const answer = await app().sendRaw(...args);
      answers.push(answer);
      return answer;
    };
    await refusedInItsBrowser(thief);
    await refusedByHand(send, cookie);
    await refusedByAnotherKey(send, cookie, session.id);
    await refusedByReplay(owner, send, cookie, session.id);
    for (const answer of answers)
      expect([answer.what, answer.cookiesSet]).toEqual([answer.what, []]);

    await owner.device.expire(app().boundCookie);
    const before = app().refreshes().length;
    expect(await owner.send("/protected")).toEqual(signedIn);
    expect(
      app()
        .refreshes()
        .slice(before)
        .map(({ status }) => status),
    ).toEqual([200]);
    expect(await owner.device.sessions()).toEqual([session]);
    const types = await app().events();
    expect(types).toContain("session.binding_failed");
    expect(types).not.toContain("session.revoked");
    expect(types).not.toContain("session.reused");
  });
}

async function refusedInItsBrowser(thief: User): Promise<void> {
  const { boundCookie } = thief.app;
  const refused = { status: 401, body: { code: "binding_required" } };
  // The cookie is still there, with the token that has expired.
  expect(await thief.send("/protected")).toMatchObject(refused);
  await thief.device.expire(boundCookie);
  expect(await thief.send("/protected")).toMatchObject(refused);
  expect(await thief.open("/protected")).toBe(401);
  expect(await thief.send("/who")).toMatchObject({ body: { user: null } });
  expect(await thief.send("/api/auth/session")).toMatchObject({
    body: { session: null, user: null },
  });
  expect(await thief.send(REFRESH, "POST")).toMatchObject({ status: 400 });
  expect(await thief.cookieNames()).not.toContain(boundCookie);
}

async function refusedByHand(send: SendRaw, cookie: string): Promise<void> {
  const token = /__Host-session=([^;]+)/.exec(cookie)?.[1] ?? "";
  const sent = [
    { cookie },
    { cookie: `__Host-session=${token}` },
    { authorization: `Bearer ${token}` },
  ];
  for (const headers of sent) {
    for (const [method, path] of REFUSED) {
      const body = method === "POST" ? '{"note":"stolen","text":"stolen"}' : undefined;
      const answer = await send(method, path, headers, body);
      expect([answer.what, answer.status]).toEqual([answer.what, 401]);
    }
  }
  const body = JSON.stringify({ sessionToken: token });
  expect(await send("POST", "/api/auth/refresh", {}, body)).toMatchObject({ status: 401 });
  await send("GET", "/api/auth/refresh?redirect=/who", { cookie });
}

/** The thief has a key of its own, and answers the challenge that it receives. */
async function refusedByAnotherKey(send: SendRaw, cookie: string, id: string): Promise<void> {
  const refresh = (proof?: string): Promise<RawAnswer> =>
    send("POST", REFRESH, {
      cookie,
      "sec-secure-session-id": id,
      ...(proof === undefined ? {} : { "secure-session-response": proof }),
    });
  const asked = await refresh();
  expect(asked.status).toBe(403);
  const challenge = /^"([^"]+)"/.exec(asked.header("secure-session-challenge"))?.[1] ?? "";
  const device = createTestDevice();
  const offer = `(ES256);path="${REGISTER}";challenge="${challenge}"`;
  const registration = await device.register(offer);
  const { key } = device;
  if (!registration || !key) throw new Error("The thief has no key.");
  expect(await refresh(await key.refreshProof(challenge))).toMatchObject({ status: 401 });
  expect(await refresh(await key.registrationProof(challenge))).toMatchObject({ status: 401 });
  const { status } = await send("POST", REGISTER, { cookie, ...registration.headers });
  expect([400, 409]).toContain(status);
}

/** The thief has also recorded the proofs and the offer of the owner. */
async function refusedByReplay(
  owner: User,
  send: SendRaw,
  cookie: string,
  id: string,
): Promise<void> {
  const { requests } = owner.app.proxy;
  const recorded = requests.filter(({ headers }) => headers["secure-session-response"]);
  const replay = (path: string): Promise<RawAnswer> => {
    const proof = recorded.findLast((one) => one.path === path)?.headers["secure-session-response"];
    return send("POST", path, {
      cookie,
      "sec-secure-session-id": id,
      "secure-session-response": String(proof),
    });
  };
  expect(await replay(REFRESH)).toMatchObject({ status: 403 });
  expect([400, 409]).toContain((await replay(REGISTER)).status);
  const offered = requests.findLast(({ answer }) => answer["secure-session-registration"]);
  const offer = String(offered?.answer["secure-session-registration"]);
  const own = await createTestDevice().register(offer);
  const { status } = await send("POST", REGISTER, { cookie, ...own?.headers });
  expect([400, 409]).toContain(status);
}

async function cookieHeader({ app, device }: User): Promise<string> {
  const cookies = await device.context.cookies(app.origin);
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}
