import { signIn } from "@sessionkit/testing/app";
import request from "supertest";
import { beforeEach, expect, test } from "vitest";
import { type App, createApp, UNTIL_DUE } from "./app.ts";

let app: App;

beforeEach(() => {
  app = createApp();
  app.express.use(app.attach(), app.handlers);
  app.express.get("/who", (req, res) => void res.json(app.getSession(req)?.userId ?? null));
  app.express.post("/note", (req, res, next) => {
    app.updateSession(req, res, { note: "a" }).then(({ userId }) => res.json(userId), next);
  });
});

test("an agent with the headers of a sign-in may change data", async () => {
  const ada = request.agent(app.express).set((await signIn(app.harness.sessions, "ada")).headers);
  await ada.get("/who").expect(200, '"ada"');
  await ada.post("/note").expect(200, '"ada"');
});

test("the agent keeps the cookies of a refresh, and sends them instead", async () => {
  const ada = request.agent(app.express).set((await signIn(app.harness.sessions, "ada")).headers);
  for (const refresh of ["first", "second", "third"]) {
    app.harness.control({ advance: UNTIL_DUE });
    const answer = await ada.get("/who").expect(200, '"ada"');
    expect(answer.headers["set-cookie"], refresh).toHaveLength(2);
    app.harness.control({ advance: 60_000 });
    await ada.get("/who").expect(200, '"ada"');
  }
});

test("after a sign-out, the headers sign no request in", async () => {
  const ada = request.agent(app.express).set((await signIn(app.harness.sessions, "ada")).headers);
  await ada.post("/api/auth/logout").expect(200, { revoked: 1 });
  await ada.get("/who").expect(200, "null");
});

test("a bearer token needs neither cookies nor an origin", async () => {
  const { headers } = await signIn(app.harness.sessions, "ada", { transport: "bearer" });
  const answer = await request(app.express).post("/note").set(headers).expect(200, '"ada"');
  expect(answer.headers["set-cookie"]).toBeUndefined();
});
