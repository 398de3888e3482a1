import { EventEmitter } from "node:events";
import { expect, it, vi } from "vitest";
import { postgresBell } from "./postgres-bell.ts";

it("listens once, from the first listener on", () => {
  const client = openClient();
  const bell = postgresBell(client, true);
  expect(client.query).not.toHaveBeenCalled();
  bell.onRevocation(() => undefined);
  bell.onRevocation(() => undefined);
  expect(client.query.mock.calls).toEqual([["LISTEN sessionkit_revocation"]]);
});

it("calls each listener until it is removed", () => {
  const client = openClient();
  const bell = postgresBell(client, true);
  const listener = vi.fn();
  const remove = bell.onRevocation(listener);
  bell.onRevocation(listener);
  client.emit("notification", { channel: "sessionkit_revocation" });
  expect(listener).toHaveBeenCalledTimes(2);
  remove();
  client.emit("notification", { channel: "sessionkit_revocation" });
  expect(listener).toHaveBeenCalledTimes(3);
});

it("ignores other channels of the connection", () => {
  const client = openClient();
  const listener = vi.fn();
  postgresBell(client, true).onRevocation(listener);
  client.emit("notification", { channel: "orders" });
  expect(listener).not.toHaveBeenCalled();
});

it("raises no error if the connection is lost", async () => {
  const client = openClient();
  client.query.mockRejectedValue(new Error("lost"));
  postgresBell(client, true).onRevocation(() => undefined);
  expect(() => client.emit("error", new Error("lost"))).not.toThrow();
});

it.each([
  ["a URL", "postgres://user:hidden@db/app", /got a string/],
  ["true", true, /got a boolean/],
  ["a function that listens", { listen: () => undefined }, /got an object/],
])("throws at construction for %s", (_, client, message) => {
  const create = () => postgresBell(client as never, true);
  expect(create).toThrow(message);
  expect(create).toThrow(expect.objectContaining({ code: "session_config", option: "listen" }));
  expect(create).not.toThrow(/hidden/);
});

it("throws at construction without Postgres or a table", () => {
  expect(() => postgresBell(openClient(), false)).toThrow(
    expect.objectContaining({ code: "session_config", option: "listen" }),
  );
});

function openClient() {
  return Object.assign(new EventEmitter(), {
    query: vi.fn(async (_: string): Promise<void> => undefined),
  });
}
