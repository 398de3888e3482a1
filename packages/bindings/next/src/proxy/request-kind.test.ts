import { expect, test } from "vitest";
import { requestKind } from "./request-kind.ts";

test.each([
  [{ "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" }, "page"],
  [{ "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" }, "page"],
  [{ "sec-fetch-mode": "cors", accept: "text/html" }, "data"],
  [{ "sec-fetch-mode": "navigate", "next-action": "00" }, "action"],
  [{ accept: "text/html", rsc: "1" }, "data"],
  [{ accept: "text/html,*/*;q=0.8" }, "page"],
  [{ accept: "*/*" }, "data"],
  [{}, "data"],
])("%o is refused as %s", (headers, kind) => {
  expect(requestKind({ headers: new Headers(headers as Record<string, string>) })).toBe(kind);
});
