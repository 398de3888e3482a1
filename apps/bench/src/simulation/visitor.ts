import type { Laptop } from "./laptop.ts";
import type { Random } from "./random.ts";
import type { Answer } from "./server.ts";
import type { Tab } from "./tab.ts";
import type { Wire } from "./wire.ts";

/** How often a person was bothered. */
export interface Bother {
  /** Had to sign in again. */
  signOuts: number;
  /** Was shown the way to the sign-in page, and was signed in all the same when it loaded. */
  blinks: number;
}

/** Who is suddenly signed out loads the page again, and signs in where that does not help. */
export interface Visitor {
  readonly bother: Readonly<Bother>;
  onRefused(tab: Tab): void;
}

export function createVisitor(laptop: Laptop, random: Random, wire: Wire): Visitor {
  const bother: Bother = { signOuts: 0, blinks: 0 };
  let isLooking = false;

  function look(tab: Tab, answer: Answer | null): void {
    if (answer?.status === "authenticated") {
      bother.blinks++;
      isLooking = false;
    } else if (answer?.status === "unauthenticated") {
      bother.signOuts++;
      laptop.after(random.between(5_000, 30_000), () => signIn(tab));
    } else lookAgain(tab, 5_000);
  }

  function lookAgain(tab: Tab, delay: number): void {
    laptop.after(delay, () => tab.navigate((answer) => look(tab, answer)));
  }

  function signIn(tab: Tab): void {
    wire.signIn(() => {
      isLooking = false;
      tab.navigate();
    });
  }

  return {
    bother,
    onRefused(tab) {
      if (isLooking) return;
      isLooking = true;
      lookAgain(tab, 1_000);
    },
  };
}
