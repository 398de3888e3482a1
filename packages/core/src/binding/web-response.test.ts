import { expect, test } from "vitest";
import { problem } from "../http/response.ts";
import { addHeaders, makePrivate, toResponse } from "./web-response.ts";

test("Set-Cookie and Vary are added to those of the application, other headers replace them", () => {
  const headers = new Headers([
    ["set-cookie", "theme=dark"],
    ["vary", "Accept"],
    ["cache-control", "public"],
  ]);
  addHeaders(headers, [
    ["set-cookie", "access=one"],
    ["set-cookie", "session=two"],
    ["vary", "Cookie"],
    ["cache-control", "private"],
  ]);
  expect(headers.getSetCookie()).toEqual(["theme=dark", "access=one", "session=two"]);
  expect(headers.get("vary")).toBe("Accept, Cookie");
  expect(headers.get("cache-control")).toBe("private");
});

test.each(["*", "Accept, cookie", "Cookie"])("`Vary: %s` is left as it is", (vary) => {
  const headers = new Headers({ vary });
  makePrivate(headers);
  makePrivate(headers);
  expect(headers.get("vary")).toBe(vary);
});

test("an answer becomes a Response", async () => {
  const response = toResponse(problem("unavailable", "unavailable"));
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("2");
  expect(await response.json()).toMatchObject({ code: "unavailable" });
});
