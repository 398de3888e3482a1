/** Resolves with the body as JSON, or with null if it is not JSON, as from a captive portal, or incomplete. */
export async function readJson<T>(response: Response): Promise<Partial<T> | null> {
  return response.json().catch(() => null);
}
