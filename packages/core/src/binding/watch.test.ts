import { EventEmitter } from "node:events";
import { expect, test, vi } from "vitest";
import { TestRequest } from "../../test/bound.ts";
import { createBrowser } from "../../test/browser.ts";
import { createService } from "../../test/service.ts";
import { closedSignal } from "./node-response.ts";

test("a session is not watched for a client that disconnects while it is resolved", async () => {
  const { sessions } = createService();
  const client = new EventEmitter();
  class Connected extends TestRequest {
    protected override get closed(): AbortSignal {
      return closedSignal(client);
    }
  }
  const watch = vi.fn(sessions.watch);
  const browser = createBrowser();
  browser.obey(await sessions.create("ada"));
  const watching = new Connected({ ...sessions, watch }, browser.request()).watch();
  client.emit("close");
  await watching;
  expect(watch.mock.lastCall?.[1]?.until?.aborted).toBe(true);
});
