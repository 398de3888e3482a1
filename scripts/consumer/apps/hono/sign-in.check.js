import assert from "node:assert/strict";
import test from "node:test";
import { signIn } from "@sessionkit/testing/app";
import { app } from "./dist/app.js";
import { sessions } from "./dist/sessions.js";

test("a signed-in user calls a protected route", async () => {
  const { headers } = await signIn(sessions, "u1");
  const answer = await app.request("/me", { headers });
  assert.deepEqual(await answer.json(), { user: "u1" });
});
