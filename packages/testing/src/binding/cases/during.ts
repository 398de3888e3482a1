import type { BindingApp } from "../binding-app.ts";

/** Runs while the store of an application is down. */
export async function during(app: BindingApp, run: () => Promise<void>): Promise<void> {
  await app.control({ store: "down" });
  try {
    await run();
  } finally {
    await app.control({ store: "up" });
  }
}
