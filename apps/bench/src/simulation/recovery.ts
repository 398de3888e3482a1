import type { Connection } from "./connection.ts";
import type { Device } from "./laptop.ts";
import type { Random } from "./random.ts";
import type { Answer } from "./server.ts";
import type { Tab } from "./tab.ts";

/** The interruptions of a user. */
export interface Interruptions {
  /** The user had to sign in again. */
  readonly signOuts: number;
  /** A request was refused, and a reload was signed in. */
  readonly transientRefusals: number;
  /** The user had to prove their identity, since the browser has lost its key. */
  readonly stepUps: number;
}

/** Counts them. */
export type InterruptionCounts = { -readonly [Name in keyof Interruptions]: Interruptions[Name] };

/** A refused user reloads the page, and signs in again if that is refused as well. Returns the listener for refusals. */
export function createRecovery(
  device: Device,
  random: Random,
  connection: Connection,
  interruptions: InterruptionCounts,
): (tab: Tab, answer: Answer, isDocument: boolean) => void {
  let isReloading = false;

  function handleAnswer(tab: Tab, answer: Answer | null): void {
    if (answer?.reason === "binding_required") {
      interruptions.stepUps++;
      device.after(random.between(5_000, 30_000), () => identify(tab));
    } else if (answer?.status === "authenticated") {
      interruptions.transientRefusals++;
      isReloading = false;
    } else if (answer?.status === "unauthenticated") {
      interruptions.signOuts++;
      device.after(random.between(5_000, 30_000), () => signIn(tab));
    } else reload(tab, 5_000);
  }

  function reload(tab: Tab, delay: number): void {
    device.after(delay, () => tab.navigate((answer) => handleAnswer(tab, answer)));
  }

  function identify(tab: Tab): void {
    connection.send("identify", Number.POSITIVE_INFINITY, (answer) => {
      if (answer?.status === "authenticated") {
        isReloading = false;
        tab.navigate();
      } else reload(tab, 5_000);
    });
  }

  function signIn(tab: Tab): void {
    connection.signIn(() => {
      isReloading = false;
      tab.navigate();
    });
  }

  return (tab, answer, isDocument) => {
    if (isReloading) return;
    isReloading = true;
    if (isDocument && answer.reason === "binding_required") handleAnswer(tab, answer);
    else reload(tab, 1_000);
  };
}
