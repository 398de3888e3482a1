import { Miniflare } from "miniflare";
import { expect, test } from "vitest";
import { createBrowser } from "../browser.ts";
import { bundle } from "./bundle.ts";

test("a Worker makes its sessions from the bindings of its environment, once", async () => {
  const worker = new Miniflare({
    modules: true,
    script: await bundle(new URL("./entries/environment.ts", import.meta.url)),
    compatibilityDate: "2026-04-01",
    bindings: { SESSION_SECRET: "uS4dJ0xWn7kq2VbTz9mC6yGfLh3rPeXa8iQo1DjE5Rw=" },
    host: "127.0.0.1",
    port: 0,
  });
  try {
    const { origin } = await worker.ready;
    const browser = createBrowser(origin);
    expect((await browser.post("/in")).json()).toEqual({ user: "ada" });
    // The store is in memory: another one would not have the session.
    expect((await browser.get("/me")).json()).toEqual({ user: "ada" });
    expect((await browser.get("/api/auth/sessions")).json()).toMatchObject({ sessions: [{}] });
    expect((await browser.post("/api/auth/logout")).json()).toEqual({ revoked: 1 });
  } finally {
    await worker.dispose();
  }
});
