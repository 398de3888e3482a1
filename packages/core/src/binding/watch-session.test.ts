import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { closedSignal } from "./watch-session.ts";

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
