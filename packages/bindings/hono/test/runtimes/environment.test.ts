import { bundle, startWorkers } from "@sessionkit/test-servers/runtimes";
import { expect, test } from "vitest";
import { createBrowser } from "../browser.ts";

test("a Worker makes its sessions from the bindings of its environment, once", async () => {
  const code = await bundle(new URL("./entries/environment.ts", import.meta.url));
  const worker = await startWorkers(code, {
    // For tests only.
    SESSION_SECRET: "uS4dJ0xWn7kq2VbTz9mC6yGfLh3rPeXa8iQo1DjE5Rw=",
  });
  try {
    const browser = createBrowser(worker.origin);
    expect((await browser.post("/in")).json()).toEqual({ user: "ada" });
    // The store is in memory: another one would not have the session.
    expect((await browser.get("/me")).json()).toEqual({ user: "ada" });
    expect((await browser.get("/api/auth/sessions")).json()).toMatchObject({ sessions: [{}] });
    expect((await browser.post("/api/auth/logout")).json()).toEqual({ revoked: 1 });
  } finally {
    await worker.close();
  }
});
