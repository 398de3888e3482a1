/** By its code, as an application would. */
export function isStoreError(error: unknown): error is Error {
  return error instanceof Error && (error as { code?: unknown }).code === "session_store";
}
