/** After this many attempts, the error is thrown. */
const TRIES = 5;

/**
 * Retries a statement that the database rolled back because of a concurrent one: after a deadlock or a serialization
 * failure. Makes up to five attempts, with random pauses of up to 10, 20, 40 and 80 ms.
 *
 * @param isConflict whether a driver error means that the statement was rolled back because of a conflict
 */
export async function retryOnConflict<T>(
  isConflict: (error: unknown) => boolean,
  statement: () => PromiseLike<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await statement();
    } catch (error) {
      if (tries === TRIES || !isConflict(error)) throw error;
      const pause = Math.random() * 5 * 2 ** tries;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
