import { describe, expect, it } from "vitest";
import { describeContract } from "./describe-contract.ts";
import { turn } from "./turn.ts";

const steps: string[] = [];

const play = async (step: string) => {
  steps.push(`${step} starts`);
  await turn();
  steps.push(`${step} ends`);
};

describe.concurrent("contracts in a concurrent suite", () => {
  for (const name of ["first", "second"]) {
    const cases = [1, 2].map((number) => ({
      title: `case ${number}`,
      run: () => play(`case ${number} of the ${name}`),
    }));
    describeContract(`the ${name}`, () => play(`subject of the ${name}`), cases);
  }
});

it("runs the contracts of a concurrent suite one after the other, and the cases of each too", () => {
  const parts = ["subject", "case 1", "case 2"];
  const order = ["first", "second"].flatMap((name) =>
    parts.map((part) => `${part} of the ${name}`),
  );
  expect(steps).toEqual(order.flatMap((step) => [`${step} starts`, `${step} ends`]));
});
