import { describe, expect, test } from "vitest";
import { problem } from "../http/response.ts";
import { addHeaders, makePrivate, toResponse, withHeaders } from "./web-response.ts";

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
  const response = toResponse(problem("unavailable"));
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("2");
  expect(await response.json()).toMatchObject({ code: "unavailable" });
});

describe("withHeaders", () => {
  const added = [["set-cookie", "access=one"]] as const;

  test("changes a response in place", () => {
    const response = new Response("text");
    expect(withHeaders(response, added)).toBe(response);
    expect(response.headers.getSetCookie()).toEqual(["access=one"]);
  });

  test.each([
    ["Response.redirect", () => Response.redirect("http://elsewhere.example/", 303)],
    ["fetch", () => fetch("data:text/plain,fetched")],
  ])("copies the immutable response of %s", async (_name, create) => {
    const response = await create();
    const copy = withHeaders(response, added);
    expect(copy.status).toBe(response.status);
    expect(copy.headers.getSetCookie()).toEqual(["access=one"]);
    copy.headers.delete("set-cookie");
    expect([...copy.headers]).toEqual([...response.headers]);
    expect(await copy.text()).toBe(response.status === 200 ? "fetched" : "");
  });

  test("throws for a header that is invalid", () => {
    expect(() => withHeaders(new Response(), [["x own", "1"]])).toThrow(TypeError);
  });
});
