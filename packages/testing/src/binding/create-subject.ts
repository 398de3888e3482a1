import type { Agent } from "undici";
import { expect } from "vitest";
import type { BindingApp, BindingSetup } from "./binding-app.ts";
import type { BindingLimit } from "./binding-limit.ts";
import { type BindingSubject, newUser } from "./binding-subject.ts";
import type { Answer } from "./http/answer.ts";
import { checkAnswer } from "./http/check-answer.ts";
import { createForge } from "./http/forge.ts";
import { sendRaw } from "./http/send-raw.ts";
import { createTestClient } from "./http/test-client.ts";

/** The subject of the cases. @param agent an agent of undici, closed by its creator */
export function createSubject(
  app: BindingApp,
  setup: BindingSetup,
  agent: Agent,
  cannot: readonly BindingLimit[] = [],
): BindingSubject {
  const issued = new Set<string>();
  const hidden = setup.refresh === "endpoint";
  const check = (answer: Answer) =>
    checkAnswer(answer, issued, { cannot, hidden, output: () => app.output() });
  const signedOut = () => createTestClient(app.origin, agent, check);
  return {
    app,
    setup,
    cannot,
    issued,
    signedOut,
    forge: createForge(setup.secret),
    raw: async (path, ask) => {
      const answer = await sendRaw(app.origin, path, ask);
      check(answer);
      return answer;
    },
    signedIn: async (user = newUser()) => {
      const client = signedOut();
      const answer = await client.post("/sign-in", { user });
      expect([answer.status, answer.json().user]).toEqual([200, user]);
      return client;
    },
  };
}
