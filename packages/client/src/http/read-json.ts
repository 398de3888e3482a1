/** The body as JSON; null where it is something else, as from a captive portal, or broke off. */
export async function readJson<T>(response: Response): Promise<Partial<T> | null> {
  return response.json().catch(() => null);
}
