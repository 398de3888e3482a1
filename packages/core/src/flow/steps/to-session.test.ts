import { describe, expect, test } from "vitest";
import { createService } from "../../../test/service.ts";
import { MODES, signedInTo } from "../../../test/signed-in.ts";

const roles = { role: "admin", roles: ["reader"], team: { ids: [1] } };
const data = { cart: { items: [{ id: 1 }] } };

/** Every object inside, itself included. */
function objectsIn(value: unknown): object[] {
  if (typeof value !== "object" || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

describe.each(MODES)("a session, mode %s", (mode) => {
  const start = () => signedInTo(mode, { claims: () => structuredClone(roles) }, { data });

  test("is frozen at every depth, from every verb and from the cache of verified tokens", async () => {
    const { sessions, browser, created, clock } = await start();
    const post = () => browser.request({ method: "POST" });
    const answers = [
      () => Promise.resolve(created),
      () => sessions.resolve(browser.request()),
      () => sessions.resolve(browser.request()),
      () => sessions.resolve(browser.request(), { verify: "store" }),
      () => sessions.resolve(browser.request(), { write: false }),
      () => sessions.update(created.session, { note: { list: ["x"] } }, post()),
      () => sessions.update(created.session, (before) => ({ ...before, again: [{}] }), post()),
      () => sessions.renew(created.session, { request: post() }),
      () => sessions.refresh(post()),
      () => sessions.resolve(browser.request()),
    ];
    for (const answer of answers) {
      const outcome = await answer();
      browser.obey(outcome);
      clock.advance("1m");
      const objects = objectsIn(outcome.session);
      expect(objects.length).toBeGreaterThan(6);
      for (const object of objects) expect(Object.isFrozen(object)).toBe(true);
    }
  });

  test("cannot be changed for the requests after it", async () => {
    const { sessions, browser } = await start();
    for (let request = 0; request < 3; request++) {
      const { session } = await sessions.resolve(browser.request());
      const claims = session?.claims as unknown as typeof roles;
      expect(() => claims.roles.push("admin")).toThrow(TypeError);
      expect(() => claims.team.ids.push(2)).toThrow(TypeError);
      expect(() => Object.assign(session?.data.cart as object, { items: [] })).toThrow(TypeError);
      expect(claims).toEqual(roles);
      expect(session?.data).toEqual(data);
    }
  });

  test("does not change with the objects that the application passed in", async () => {
    const own = structuredClone(data);
    const claimed = structuredClone(roles);
    const { resolve } = await signedInTo(mode, { claims: () => claimed }, { data: own });
    own.cart.items.push({ id: 2 });
    claimed.roles.push("admin");
    const { session } = await resolve();
    expect(session?.data).toEqual(data);
    if (mode !== "database") expect(session?.claims).toEqual(roles);
    expect(Object.isFrozen(own) || Object.isFrozen(claimed)).toBe(false);
  });
});

test("what a store returns of a session is frozen for a function that changes its data", async () => {
  const { sessions } = createService();
  const { session } = await sessions.create("ada", { data });
  await expect(
    sessions.update(session, (before) => {
      (before.cart as { items: object[] }).items.push({ id: 2 });
      return before;
    }),
  ).rejects.toThrow(TypeError);
  const outcome = await sessions.update(session.id, {});
  expect(outcome.session?.data).toEqual(data);
});
