import type { Adopter } from "@sessionkit/core";
import fc from "fast-check";
import { expect } from "vitest";
import { mutationsOf } from "./mutations.ts";
import { requestWith } from "./request.ts";

/**
 * Checks that no altered copy of a cookie value signs a user in, and that none makes the adopter reject.
 *
 * @param other a value that the adopter accepts, for another user
 * @param normalize the part of a value that counts: a copy with an equal part has the session of the original
 */
export async function expectAltered<UserId>(
  adopter: Adopter<UserId>,
  { name, value, other }: { name: string; value: string; other: string },
  normalize: (text: string) => string | null = decode,
): Promise<void> {
  const read = (text: string) => adopter.read(requestWith({ [name]: text }));
  const [original, foreign] = [await read(value), await read(other)];
  expect(original).not.toBeNull();
  expect(foreign).not.toBeNull();
  expect(foreign?.credential).not.toBe(original?.credential);
  await fc.assert(
    fc.asyncProperty(mutationsOf(value, other), async (altered) => {
      const session = await read(altered);
      if (normalize(altered) === normalize(value)) expect(session).toEqual(original);
      else if (normalize(altered) === normalize(other)) expect(session).toEqual(foreign);
      else expect(session).toBeNull();
    }),
    { numRuns: 300 },
  );
}

/** Percent-encoded and plain text are the same value. Text that cannot be decoded has none: adopters leave it out. */
export function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
