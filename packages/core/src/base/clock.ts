/** Milliseconds since the epoch. The only source of time for expiry and rotation, so that tests can inject it. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();
