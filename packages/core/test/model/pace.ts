/** How long a user pauses between two requests, in milliseconds: mostly seconds, at times an hour. */
export function pauseOf(random: () => number): number {
  if (random() < 0.55) return random() * 20_000;
  if (random() < 0.7) return random() * 200_000;
  return random() * (random() < 0.9 ? 1_200_000 : 5_000_000);
}

/** How long a thief pauses who keeps a pace of his own. */
export function paceOf(random: () => number): number {
  return 60_000 + random() * 1_400_000;
}
