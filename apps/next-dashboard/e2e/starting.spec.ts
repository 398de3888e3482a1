import { expect, test } from "@playwright/test";
import { startApp } from "./start-app.ts";

for (const [what, env] of [
  ["a secret", { SESSION_SECRET: "" }],
  ["a long enough secret", { SESSION_SECRET: "short" }],
  ["a strategy there is", { SESSION_STRATEGY: "cookies" }],
  ["a duration of freshness", { SESSION_FRESH: "soon" }],
  ["a duration of grace", { SESSION_GRACE: "0x10" }],
  ["lifetimes that fit together", { SESSION_ACCESS: "1h", SESSION_IDLE: "5m" }],
] as const) {
  test(`does not start without ${what}`, async () => {
    await expect(startApp({ strategy: "jwt", env })).rejects.toThrow(/SessionConfigError/);
  });
}
