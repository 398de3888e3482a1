/**
 * Thrown where a session would be made, renewed or ended by a request of another site. `digest` is how Next answers 403
 * for it; branch on `code`.
 */
export class CrossSiteError extends Error {
  override readonly name = "CrossSiteError";
  readonly code = "cross_site";
  readonly status = 403;
  readonly digest = "NEXT_HTTP_ERROR_FALLBACK;403";

  constructor() {
    super("This request came from another site.");
  }
}
