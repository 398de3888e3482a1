export type Invariant =
  | "1 no legitimate user is signed out"
  | "2 one live branch, a fixed end"
  | "3 what ended is not accepted again"
  | "4 no credential yields more than it is"
  | "5 an answer is for the user of the session token"
  | "6 a thief is found";

/** An invariant of the protocol that does not hold. */
export class Violation extends Error {
  constructor(invariant: Invariant, what: string) {
    super(`${invariant}: ${what}`);
    this.name = "Violation";
  }
}

export function assertHolds(holds: boolean, invariant: Invariant, what: () => string): void {
  if (!holds) throw new Violation(invariant, what());
}
