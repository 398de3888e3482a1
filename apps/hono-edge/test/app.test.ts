import { describe, expect, test } from "vitest";
import { ADA, inProcess } from "./support/in-process.ts";

const MINUTE = 60_000;

describe("in a browser", () => {
  test("signs in, and returns the user with types and at run time", async () => {
    const { rpc } = inProcess().browser();
    const { user } = await (await signIn(rpc)).json();
    expect(user).toBe("ada");
    const me = await rpc.me.$get();
    if (me.status !== 200) throw new Error(`Answered ${me.status}.`);
    expect(await me.json()).toMatchObject({ user: "ada", role: "member", theme: null });
    expect(me.headers.get("cache-control")).toBe("private, no-store");
  });

  test("answers a wrong password and an unknown address alike", async () => {
    const { rpc, jar } = inProcess().browser();
    for (const wrong of [{ password: "orchid-tundra-42" }, { email: "unknown@example.test" }]) {
      const answer = await rpc["sign-in"].$post({ json: { ...ADA, ...wrong } });
      expect([answer.status, await answer.json()]).toEqual([403, { code: "wrong_credentials" }]);
    }
    expect(await jar.getCookieString("http://localhost")).toBe("");
  });

  test("answers 400 to every invalid body", async () => {
    const { app } = inProcess();
    for (const body of ["null", "[]", "7", '"text"', '{"email":7}', '{"email":""}', "{"]) {
      const { status } = await app.request("/sign-in", {
        method: "POST",
        headers: { host: "localhost", "content-type": "application/json" },
        body,
      });
      expect([body, status]).toEqual([body, 400]);
    }
  });

  test("keeps the data of a session", async () => {
    const { rpc } = inProcess().browser();
    await signIn(rpc);
    expect(await (await rpc.theme.$put({ json: { theme: "dusk" } })).json()).toEqual({
      theme: "dusk",
    });
    expect(await (await rpc.me.$get()).json()).toMatchObject({ theme: "dusk" });
  });

  test("refreshes in place if the access token has expired", async () => {
    const { browser, advance } = inProcess();
    const { rpc, jar } = browser();
    await signIn(rpc);
    const before = await jar.getCookieString("http://localhost");
    advance(20 * MINUTE);
    expect((await rpc.me.$get()).status).toBe(200);
    expect(await jar.getCookieString("http://localhost")).not.toBe(before);
  });

  test("requires the password again before it opens the vault", async () => {
    const { browser, advance } = inProcess();
    const { rpc } = browser();
    await signIn(rpc);
    expect((await rpc.vault.$get()).status).toBe(200);
    advance(11 * MINUTE);
    const stale = await rpc.vault.$get();
    expect([stale.status, await stale.json()]).toMatchObject([401, { code: "session_not_fresh" }]);
    const wrong = await rpc.confirm.$post({ json: { password: "orchid-tundra-42" } });
    expect(wrong.status).toBe(403);
    expect((await rpc.vault.$get()).status).toBe(401);
    expect((await rpc.confirm.$post({ json: { password: ADA.password } })).status).toBe(200);
    expect((await rpc.vault.$get()).status).toBe(200);
  });

  test("lists the sessions of a user, and ends another one at once", async () => {
    const { browser } = inProcess();
    const [here, there] = [browser(), browser()];
    await signIn(here.rpc);
    const { session } = await (await signIn(there.rpc)).json();
    const list = await (await here.send("GET", "/api/auth/sessions")).json();
    expect(list).toMatchObject({ sessions: [{ current: true }, { id: session }] });
    expect((await here.send("DELETE", `/api/auth/sessions/${session}`)).status).toBe(204);
    expect((await there.rpc.me.$get()).status).toBe(401);
    expect((await here.rpc.me.$get()).status).toBe(200);
  });

  test("answers 404 with a code for an unknown path", async () => {
    const answer = await inProcess().browser().send("GET", "/nowhere");
    expect([answer.status, await answer.json()]).toEqual([404, { code: "not_found" }]);
  });
});

function signIn(rpc: ReturnType<ReturnType<typeof inProcess>["browser"]>["rpc"]) {
  return rpc["sign-in"].$post({ json: ADA }).then((answer) => {
    if (answer.status !== 200) throw new Error(`Signing in answered ${answer.status}.`);
    return answer;
  });
}
