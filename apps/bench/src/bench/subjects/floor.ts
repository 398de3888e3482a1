import { createHmac, timingSafeEqual } from "node:crypto";
import { fresh, KEY, roundRobin } from "../fixtures.ts";
import type { Subject } from "../subject.ts";

/** The minimal cost of an HS256 token in Node, without shortcuts. */
export function floorSubject(tokens: readonly string[]): Subject {
  const next = roundRobin(tokens.map((token) => ` ${token}`));
  return {
    name: "floor: createHmac, timingSafeEqual, JSON.parse",
    run() {
      const token = fresh(next());
      const first = token.indexOf(".");
      const last = token.lastIndexOf(".");
      const expected = createHmac("sha256", KEY).update(token.slice(0, last)).digest();
      const given = Buffer.from(token.slice(last + 1), "base64url");
      if (given.length !== expected.length || !timingSafeEqual(expected, given)) throw refused();
      return JSON.parse(Buffer.from(token.slice(first + 1, last), "base64url").toString("utf8"));
    },
  };
}

function refused(): Error {
  return new Error("A token that should verify does not.");
}
