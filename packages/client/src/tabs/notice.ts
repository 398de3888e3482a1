/** What tabs tell each other: whose session they see. Never more than a reason to ask the server. */
export interface Notice {
  /** Null when nobody is signed in. */
  readonly session: string | null;
  /** This tab has renewed it. */
  readonly renewed?: true;
  /** The answer to a notice that did not fit; not answered again. */
  readonly reply?: true;
}
