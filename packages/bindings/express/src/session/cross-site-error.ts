/** Thrown where a session would be made, renewed or ended by a request of another site. Express answers 403 for it. */
export class CrossSiteError extends Error {
  override readonly name = "CrossSiteError";
  readonly code = "cross_site";
  readonly status = 403;

  constructor() {
    super("This request came from another site.");
  }
}
