import { describe, expect, test } from "vitest";
import { openSocket } from "./open-socket.ts";

/** An application of the binding contract with a WebSocket at `/socket`, which answers `<user>: <message>`. */
export interface SocketApp {
  readonly origin: string;
  /** Moves the clock of the application. Milliseconds. */
  control(orders: { readonly advance: number }): Promise<unknown>;
}

const MINUTE = 60_000;

/**
 * The tests of a WebSocket behind `requireSession`, which each runtime opens in its own way.
 *
 * @param app the application, which is started before the tests
 */
export function describeSocket(runtime: string, app: () => SocketApp): void {
  async function open(headers: Record<string, string> = {}, due = 0) {
    const { origin, control } = app();
    const cookie = await signIn(origin);
    await control({ advance: due });
    return openSocket(`${origin}/socket`, "hello", { cookie, origin, ...headers });
  }

  describe(`a WebSocket on ${runtime}, behind requireSession`, () => {
    test("has the session", async () => {
      expect(await open()).toMatchObject({ status: 101, answer: "sam: hello" });
    });

    test("is opened with a session that is due, which is not changed", async () => {
      const { status, answer, setCookies } = await open({}, 16 * MINUTE);
      expect([status, answer, setCookies]).toEqual([101, "sam: hello", []]);
    });

    test("is refused without a session", async () => {
      expect(await open({ cookie: "" })).toMatchObject({ status: 401, answer: null });
    });

    test("is refused to a page of another site", async () => {
      const foreign = { origin: "https://evil.example" };
      expect(await open(foreign)).toMatchObject({ status: 403, answer: null });
      expect(await open({ "sec-fetch-site": "cross-site" })).toMatchObject({ status: 403 });
    });
  });
}

/** The `Cookie` header of a user who has signed in. */
async function signIn(origin: string): Promise<string> {
  const response = await fetch(`${origin}/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
    body: JSON.stringify({ user: "sam" }),
  });
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
}
