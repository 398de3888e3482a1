/** A statement that lost this often has more against it than chance. */
const TRIES = 5;

/**
 * Runs a statement again if the database undid it for the sake of another one: a deadlock, a serialization failure. Such a
 * statement has changed nothing. Up to five times, with a random pause that grows: up to 10, 20, 40, 80 ms.
 *
 * @param isConflict whether an error of the driver is of that kind
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
