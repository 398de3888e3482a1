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

const connection = (members: object) => Object.assign(new EventEmitter(), members);

test.each([
  ["a response or a socket", { closed: false }],
  ["a response over HTTP/2", { stream: { closed: false } }],
])("%s aborts the signal when it is closed", (_, members) => {
  const open = connection(members);
  const signal = closedSignal(open);
  expect(signal.aborted).toBe(false);
  open.emit("close");
  expect(signal.aborted).toBe(true);
});

test.each([
  ["a response or a socket", { closed: true }],
  ["a response over HTTP/2", { stream: { closed: true } }],
])("for %s that has been closed, the signal is aborted already", (_, members) => {
  expect(closedSignal(connection(members)).aborted).toBe(true);
});
