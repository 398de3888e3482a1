import { prepareRace } from "./prepare-race.ts";
import type { RaceSetup } from "./race.ts";

/**
 * A process of a race: it is prepared first, then runs one command at a time. A separate program,
 * built to a file that Node can start.
 */
process.on("message", (question: Question) => {
  answer(question).then(
    (answer) => process.send?.({ answer }),
    (error: unknown) => process.send?.({ failure: textOf(error) }),
  );
});

interface Question {
  readonly command: string;
  readonly argument: unknown;
}

let commands: Record<string, (argument: unknown) => Promise<unknown>> = {
  async prepare(setup) {
    commands = { ...commands, ...((await prepareRace(setup as RaceSetup)) as object) };
  },
};

async function answer({ command, argument }: Question): Promise<unknown> {
  const run = commands[command];
  if (!run) throw new Error(`A race has no ${command}.`);
  return run(argument);
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = error.stack ?? error.message;
  return error.cause === undefined ? text : `${text}\ncaused by ${textOf(error.cause)}`;
}
