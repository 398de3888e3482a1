import { expect, test } from "@playwright/test";
import { startApp } from "./start-app.ts";

for (const [what, env] of [
  ["a secret", { SESSION_SECRET: "" }],
  ["a long enough secret", { SESSION_SECRET: "short" }],
  ["a valid strategy", { SESSION_STRATEGY: "cookies" }],
  ["a valid duration in SESSION_FRESH", { SESSION_FRESH: "soon" }],
  ["a valid duration in SESSION_GRACE", { SESSION_GRACE: "0x10" }],
  ["consistent lifetimes", { SESSION_ACCESS: "1h", SESSION_IDLE: "5m" }],
] as const) {
  test(`does not start without ${what}`, async () => {
    await expect(startApp({ strategy: "jwt", env })).rejects.toThrow(/SessionConfigError/);
  });
}
