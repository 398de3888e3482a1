/** Milliseconds since the epoch. Every decision about time in sessionkit asks one of these, so that tests can set it. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();
