import { act } from "@testing-library/react";

/** More turns than any chain of answers in these tests takes; each lets whatever is ready go on. */
const TURNS = 20;

/** Lets everything come to rest that waits for nothing but earlier turns: fake answers, effects, renders. */
export async function settle(): Promise<void> {
  await act(async () => {
    for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setTimeout(resolve));
  });
}
