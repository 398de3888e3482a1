import { expect, test } from "vitest";
import { createBrowser } from "../../../test/browser.ts";
import { createService } from "../../../test/service.ts";

async function statuses(
  bearerScheme: string | readonly string[] | undefined,
  schemes: readonly string[],
): Promise<string[]> {
  const { sessions } = createService({ bearerScheme });
  const { tokens } = await sessions.create("ada", { transport: "bearer" });
  const results = schemes.map(async (scheme) => {
    const headers = { authorization: `${scheme} ${tokens?.accessToken}` };
    return (await sessions.resolve(createBrowser().request({ headers }))).status;
  });
  return Promise.all(results);
}

const YES = "authenticated";
const NO = "unauthenticated";

test.each([
  [undefined, [YES, YES, NO, NO, NO]],
  ["Token", [NO, NO, YES, NO, NO]],
  [
    ["Bearer", "Token"],
    [YES, YES, YES, NO, NO],
  ],
] as const)("bearerScheme %j decides which Authorization is read", async (option, expected) => {
  const schemes = ["Bearer", "bearer", "Token", "TokenX", "Basic"];
  expect(await statuses(option, schemes)).toEqual(expected);
});
