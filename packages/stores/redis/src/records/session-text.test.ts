import type { SessionRecord } from "@sessionkit/core";
import { buildRecord } from "@sessionkit/testing";
import { expect, it } from "vitest";
import { decodeSession, encodeSession, FIELDS, lineOf } from "./session-text.ts";

const day = (number: number) => new Date(Date.UTC(2100, 0, number));

const record: SessionRecord = {
  id: "id",
  userId: "user",
  secretHash: "hash",
  version: 2,
  generation: 3,
  branch: 4,
  previousBranch: 5,
  rotatedAt: day(1),
  renewedAt: day(8),
  siblingsFrom: 8,
  siblingsHeld: false,
  seenGeneration: 6,
  seenBranch: 9,
  firstSeenAt: day(2),
  settledAt: day(9),
  createdAt: day(3),
  authenticatedAt: day(4),
  previousAuthenticatedAt: day(10),
  lastActiveAt: day(5),
  idleExpiresAt: day(6),
  absoluteExpiresAt: day(7),
  idleSeconds: 7,
  remember: true,
  ip: "::1",
  userAgent: null,
  label: "Kitchen",
  actorId: "support",
  actorSessionId: "actor-session",
  boundKey: "key",
  data: { line: "a\nb", list: [] },
};

/** The stored format. A change makes every existing session unreadable. */
const text = `[1
,"user"
,2
,4102876800000
,4102963200000
,"hash"
,3
,4
,5
,4102444800000
,4103049600000
,8
,0
,6
,9
,4102531200000
,4103136000000
,4102617600000
,4102704000000
,4103222400000
,4102790400000
,7
,1
,"::1"
,null
,{"line":"a\\nb","list":[]}
,"Kitchen"
,"support"
,"actor-session"
,"key"
]`;

it("reads and writes the stored format", () => {
  expect(decodeSession("id", text)).toEqual(record);
  expect(encodeSession(record)).toBe(text);
});

it("has one line per member, at the position that the scripts use", () => {
  const lines = encodeSession(buildRecord()).split("\n");
  expect(lines).toHaveLength(FIELDS.length + 2);
  expect(lines[lineOf("version") - 1]).toBe(",1");
});

it.each(["[]", "{}", "", "[1]", text.replace("[1", "[2"), text.replace("\n,1", "")])(
  "throws for %j",
  (broken) => {
    expect(() => decodeSession("id", broken)).toThrow(/not a record in the format of this version/);
  },
);
