import { act } from "@testing-library/react";

/** More turns of the event loop than any chain of answers in these tests needs. */
const TURNS = 20;

/** Resolves when fake answers, effects and renders have settled. */
export async function untilSettled(): Promise<void> {
  await act(async () => {
    for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setTimeout(resolve));
  });
}
