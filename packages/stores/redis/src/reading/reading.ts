/** One key whose text somebody waits for. */
export interface Reading {
  readonly key: string;
  readonly resolve: (text: string | null) => void;
  readonly reject: (error: unknown) => void;
}
