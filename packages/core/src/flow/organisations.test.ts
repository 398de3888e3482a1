import { describe, expect, test } from "vitest";
import { createBrowser } from "../../test/browser.ts";
import { createClock } from "../../test/clock.ts";
import { SECRET } from "../../test/service.ts";
import { createSessions } from "../index.ts";
import { createMemoryStore } from "../memory.ts";

/** Ada is the owner of organisation `a` and a guest of `b`. */
const ROLES: Readonly<Record<string, string>> = { a: "owner", b: "guest" };

interface Data {
  readonly organisation: string | null;
}

/** Sessions whose claims depend on the organisation that the session has chosen. */
async function signedIn(strategy: "jwt" | "database") {
  const clock = createClock();
  const roleIn = ({ organisation }: Data) => ROLES[organisation ?? ""] ?? "none";
  const sessions = createSessions({
    ...{
      strategy,
      secret: SECRET,
      store: createMemoryStore(),
      clock,
      origin: "https://app.example",
    },
    loadUser: (id: string) => ({ id }),
    data: (): Data => ({ organisation: null }),
    claims: (_user, session) => ({
      organisation: session.data.organisation,
      role: roleIn(session.data),
    }),
    publicUser: ({ id }, session) => ({ id, role: roleIn(session.data) }),
  });
  const browser = createBrowser();
  const choose = async (organisation: string | null) => {
    const { session } = await sessions.resolve(browser.request());
    if (!session) throw new Error("signed out");
    const request = browser.request({ method: "POST" });
    const outcome = await sessions.update(session, { organisation }, request);
    browser.obey(outcome);
    return outcome.session?.claims;
  };
  const claims = async () => (await sessions.resolve(browser.request())).session?.claims;
  browser.obey(await sessions.create("ada", { request: browser.request() }));
  return { sessions, browser, clock, choose, claims };
}

describe.each(["jwt", "database"] as const)("the organisation of a session (%s)", (strategy) => {
  test("decides its claims at once, in this answer and in the next request", async () => {
    const { choose, claims } = await signedIn(strategy);
    expect(await claims()).toEqual({ organisation: null, role: "none" });
    expect(await choose("a")).toEqual({ organisation: "a", role: "owner" });
    expect(await claims()).toEqual({ organisation: "a", role: "owner" });
    expect(await choose("b")).toEqual({ organisation: "b", role: "guest" });
    expect(await claims()).toEqual({ organisation: "b", role: "guest" });
    expect(await choose(null)).toEqual({ organisation: null, role: "none" });
  });

  test("decides what a browser sees of the user", async () => {
    const { sessions, browser, choose } = await signedIn(strategy);
    await choose("a");
    const answer = async () => {
      const outcome = await sessions.resolve(browser.request());
      return outcome.status === "unavailable" ? null : (await sessions.answer(outcome)).user;
    };
    expect(await answer()).toEqual({ id: "ada", role: "owner" });
    await choose("b");
    expect(await answer()).toEqual({ id: "ada", role: "guest" });
  });

  test("never has the role of another one: a slow answer from before the change is dropped", async () => {
    const { sessions, browser, clock, choose, claims } = await signedIn(strategy);
    await choose("a");
    clock.advance("16m");
    const slow = await sessions.refresh(browser.request());
    expect(await choose("b")).toEqual({ organisation: "b", role: "guest" });
    expect(sessions.isCurrent(slow)).toBe(false);
    clock.advance("16m");
    browser.obey(await sessions.refresh(browser.request()));
    expect(await claims()).toEqual({ organisation: "b", role: "guest" });
  });

  test("is that of its session alone", async () => {
    const { sessions, choose, claims } = await signedIn(strategy);
    await choose("a");
    const other = createBrowser();
    other.obey(await sessions.create("ada", { request: other.request() }));
    const { session } = await sessions.resolve(other.request());
    expect(session?.claims).toEqual({ organisation: null, role: "none" });
    expect(await claims()).toEqual({ organisation: "a", role: "owner" });
  });
});
