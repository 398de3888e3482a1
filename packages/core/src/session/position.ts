/** The position of a token in the sequence of its session: see `docs/protocol.md`. */
export interface Position {
  readonly generation: number;
  readonly branch: number;
}

export function isBehind(position: Position, other: Position): boolean {
  return (
    position.generation < other.generation ||
    (position.generation === other.generation && position.branch < other.branch)
  );
}

export function isSame(position: Position, other: Position): boolean {
  return position.generation === other.generation && position.branch === other.branch;
}
