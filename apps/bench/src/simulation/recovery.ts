import type { Connection } from "./connection.ts";
import type { Device } from "./laptop.ts";
import type { Random } from "./random.ts";
import type { Answer } from "./server.ts";
import type { Tab } from "./tab.ts";

/** The interruptions of a user. */
export interface Interruptions {
  /** The user had to sign in again. */
  signOuts: number;
  /** A request was refused, and a reload was signed in. */
  transientRefusals: number;
}

/** A refused user reloads the page, and signs in again if that is refused as well. Returns the listener for refusals. */
export function createRecovery(
  device: Device,
  random: Random,
  connection: Connection,
  interruptions: Interruptions,
): (tab: Tab) => void {
  let isReloading = false;

  function handleAnswer(tab: Tab, answer: Answer | null): void {
    if (answer?.status === "authenticated") {
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

  function signIn(tab: Tab): void {
    connection.signIn(() => {
      isReloading = false;
      tab.navigate();
    });
  }

  return (tab) => {
    if (isReloading) return;
    isReloading = true;
    reload(tab, 1_000);
  };
}
