import { expect, test, vi } from "vitest";
import { perEnvironment } from "./per-environment.ts";

interface Source {
  readonly env?: Readonly<Record<string, unknown>> | undefined;
}

const SECRET = "a";
const OTHER = "b";

const withEnv = (env: Source["env"]): Source => ({ env });

test("one service for each environment, whatever object holds its bindings", () => {
  const make = vi.fn((source: Source) => ({ secret: source.env?.SECRET }));
  const sessionsOf = perEnvironment(make);
  const [db, other] = [{}, {}];
  const first = sessionsOf(withEnv({ SECRET, DB: db }));
  expect(sessionsOf(withEnv({ SECRET, DB: db }))).toBe(first);
  expect(sessionsOf(withEnv({ SECRET, DB: other }))).not.toBe(first);
  expect(sessionsOf(withEnv({ SECRET: OTHER, DB: db }))).not.toBe(first);
  expect(sessionsOf(withEnv({ SECRET }))).not.toBe(first);
  expect(sessionsOf(withEnv({ SECRET, DB: db }))).toBe(first);
  expect(make).toHaveBeenCalledTimes(4);
});

test("what a runtime adds for each request makes no other environment", () => {
  const sessionsOf = perEnvironment(() => ({}));
  const first = sessionsOf(withEnv(undefined));
  expect(sessionsOf(withEnv({}))).toBe(first);
  expect(sessionsOf(withEnv({ incoming: {}, outgoing: {} }))).toBe(first);
  expect(sessionsOf(withEnv({ remoteAddr: {}, completed: Promise.resolve() }))).toBe(first);
});

test("environments that never repeat are not kept", () => {
  const make = vi.fn(() => ({}));
  const sessionsOf = perEnvironment(make);
  for (let id = 0; id < 40; id++) sessionsOf(withEnv({ id }));
  sessionsOf(withEnv({ id: 0 }));
  expect(make).toHaveBeenCalledTimes(41);
});
