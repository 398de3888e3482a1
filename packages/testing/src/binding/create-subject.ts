import type { Agent } from "undici";
import { expect } from "vitest";
import type { BindingApp, BindingSetup } from "./binding-app.ts";
import type { BindingLimit } from "./binding-limit.ts";
import { type BindingSubject, newUser } from "./binding-subject.ts";
import type { Answer } from "./wire/answer.ts";
import { checkAnswer } from "./wire/check-answer.ts";
import { createForge } from "./wire/forge.ts";
import { sendRaw } from "./wire/send-raw.ts";
import { createVisitor } from "./wire/visitor.ts";

/** The subject of the cases. @param agent an agent of undici, closed by its creator */
export function createSubject(
  app: BindingApp,
  setup: BindingSetup,
  agent: Agent,
  cannot: readonly BindingLimit[] = [],
): BindingSubject {
  const issued = new Set<string>();
  const hidden = setup.refresh === "endpoint";
  const check = (answer: Answer) => checkAnswer(answer, issued, { cannot, hidden });
  const stranger = () => createVisitor(app.origin, agent, check);
  return {
    app,
    setup,
    cannot,
    issued,
    stranger,
    forge: createForge(setup.secret),
    raw: async (path, ask) => {
      const answer = await sendRaw(app.origin, path, ask);
      check(answer);
      return answer;
    },
    signedIn: async (user = newUser()) => {
      const client = stranger();
      const answer = await client.post("/sign-in", { user });
      expect([answer.status, answer.json().user]).toEqual([200, user]);
      return client;
    },
  };
}
