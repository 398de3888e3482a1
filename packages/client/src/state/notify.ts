/** Calls what the application gave. What that throws is the page's to report; the work at hand goes on. */
export function notify(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
