import { inspect } from "node:util";
import { expect, test } from "vitest";
import type { SetCookie } from "../cookies/set-cookie.ts";
import { BoundRequest } from "./bound-request.ts";

class TestRequest extends BoundRequest {
  readonly method = "GET";
  readonly address = null;

  protected sent(name: string): string | null {
    return name === "cookie" ? "theme=dark; access=old" : name === "host" ? "app.example" : null;
  }
}

const cookie = (name: string, value: string, maxAge: number | null = 60): SetCookie => ({
  name,
  value,
  path: "/",
  httpOnly: true,
  secure: true,
  sameSite: "lax",
  maxAge,
});

test("reads as if the browser had sent the cookies that were set since", () => {
  const request = new TestRequest();
  expect(request.header("cookie")).toBe("theme=dark; access=old");
  request.change([cookie("access", "new"), cookie("session", "one")]);
  request.change([cookie("session", "two")]);
  expect(request.header("cookie")?.split("; ").toSorted()).toEqual([
    "access=new",
    "session=two",
    "theme=dark",
  ]);
  expect(request.header("host")).toBe("app.example");
  request.change([cookie("access", "", 0), cookie("session", "", 0)]);
  expect(request.header("cookie")).toBe("theme=dark");
});

test("has each cookie once, as it was set last", () => {
  const request = new TestRequest();
  expect(request.changes).toEqual([]);
  request.change([cookie("access", "one"), cookie("session", "one")]);
  request.change([cookie("access", "two")]);
  expect(request.changes.map(({ name, value }) => `${name}=${value}`)).toEqual([
    "access=two",
    "session=one",
  ]);
});

test("forgets what is taken back", () => {
  const request = new TestRequest();
  request.change([cookie("access", "new")]);
  request.takeBack();
  expect(request.changes).toEqual([]);
  expect(request.header("cookie")).toBe("theme=dark; access=old");
});

test("shows no cookie to whoever prints it", () => {
  const request = new TestRequest();
  request.change([cookie("access", "hush")]);
  expect(inspect(request, { depth: 9, showHidden: true })).not.toContain("hush");
  expect(JSON.stringify(request)).not.toContain("hush");
});
