import type { SessionStore, UserJoin } from "@sessionkit/core";
import { buildRecord } from "@sessionkit/testing";
import { describe, expect, it } from "vitest";
import { mockDeep } from "vitest-mock-extended";
import type { PrismaClient } from "../../generated/sqlite/client/client.ts";
import { connectSqlite, openSqlite } from "../../test/open-sqlite.ts";
import { createPrismaStore } from "../store/create-prisma-store.ts";

const { prisma: idle } = connectSqlite("file::memory:");

describe("a wrong configuration", () => {
  const mapped = (fields: object) => ({ sessions: { model: "session", fields } });

  it.each<[string, unknown, object, string, RegExp]>([
    ["a URL", "postgres://user:hidden@db/app", {}, "prisma", /PrismaClient, got a string/],
    ["no client", undefined, {}, "prisma", /new PrismaClient\(\{ adapter \}\)/],
    ["another object", { session: {} }, {}, "prisma", /a PrismaClient, got an object/],
    ["a mock", mockDeep<PrismaClient>(), {}, "prisma", /a mock.*createMemoryStore/],
    [
      "a mock with results",
      mockDeep<PrismaClient>({ funcPropSupport: true }),
      {},
      "prisma",
      /a mock/,
    ],
    [
      "a client without models",
      { $connect: () => null, constructor: Object },
      {},
      "prisma",
      /has no models/,
    ],
    ["no model", idle, { sessions: undefined }, "sessions", /no model undefined.*session, /],
    [
      "a model that does not exist",
      idle,
      { sessions: "sesion" },
      "sessions",
      /"sesion".*session, /,
    ],
    ["a method of the client", idle, { sessions: "$connect" }, "sessions", /no model/],
    [
      "a model by its name in the Prisma schema",
      idle,
      { sessions: "Session" },
      "sessions",
      /"Session"/,
    ],
    ["an object without a model", idle, { sessions: {} }, "sessions", /no model undefined/],
    [
      "a model of other data",
      idle,
      { sessions: "person" },
      "sessions.fields.id",
      /no field "id".*fields: \{ id: "…" \}.*number, name, secret/,
    ],
    [
      "a mapping to a field that does not exist",
      idle,
      mapped({ ip: "address" }),
      "sessions.fields.ip",
      /no field "address"/,
    ],
    [
      "a mapping to a method of Object",
      idle,
      mapped({ ip: "constructor" }),
      "sessions.fields.ip",
      /no field "constructor"/,
    ],
    [
      "a mapping to a relation",
      idle,
      mapped({ ip: "user" }),
      "sessions.fields.ip",
      /no field "user"/,
    ],
    [
      "a mapping of an unknown member",
      idle,
      mapped({ token: "secretHash" }),
      "sessions.fields.token",
      /is not a member of the record/,
    ],
    [
      "one field for two members",
      idle,
      mapped({ createdAt: "settledAt" }),
      "sessions.fields.createdAt",
      /already holds settledAt/,
    ],
    [
      "a text field for a timestamp",
      idle,
      mapped({ settledAt: "secretHash" }),
      "sessions.fields.settledAt",
      /"secretHash" has the type String, expected DateTime or BigInt/,
    ],
    [
      "a number for an id",
      idle,
      mapped({ id: "version" }),
      "sessions.fields.id",
      /has the type Int, expected String/,
    ],
    ["a log without a model", idle, { activity: true }, "activity", /no model a boolean/],
    [
      "a feed in the wrong model",
      idle,
      { revocations: "user" },
      "revocations.fields.subject",
      /"subject"/,
    ],
    ["a log in the wrong model", idle, { activity: "user" }, "activity.fields.userId", /"userId"/],
    [
      "a column as the user relation",
      idle,
      { user: "userId" },
      "user",
      /the column "userId".*@relation/,
    ],
    ["a user relation without a name", idle, { user: {} }, "user", /got undefined/],
    [
      "no selected field of the user",
      idle,
      { user: { relation: "user", select: {} } },
      "user.select",
      /name: true/,
    ],
    [
      "a field of the user that is false",
      idle,
      { user: { relation: "user", select: { name: false } } },
      "user.select",
      /name: true/,
    ],
  ])("throws at construction: %s", (_, prisma, options, option, message) => {
    const create = createPrismaStore as (prisma: unknown, options: object) => unknown;
    const call = () => create(prisma, { sessions: "session", ...options });
    expect(call).toThrow(message);
    expect(call).not.toThrow(/hidden/);
    expect(call).toThrow(expect.objectContaining({ code: "session_config", option }));
  });

  it("rejects at the first query if Prisma does not publish the error earlier", async () => {
    const { prisma } = await openSqlite();
    const create = createPrismaStore as (
      prisma: unknown,
      options: object,
    ) => SessionStore & UserJoin<unknown>;
    const record = buildRecord();
    const failure = (message: RegExp) => ({
      code: "session_store",
      cause: { message: expect.stringMatching(message) },
    });
    await expect(create(prisma, { sessions: "strict" }).insert(record)).rejects.toMatchObject(
      failure(/The model does not match: Argument `tenant` is missing/),
    );
    const store = create(prisma, { sessions: "session", user: "owner" });
    await expect(store.findWithUser(record.id)).rejects.toMatchObject(
      failure(/The model does not match: Unknown field `owner` for select statement/),
    );
  });
});
