/** A failed stream is opened again after this, in milliseconds. The browser itself only repeats lost connections. */
const RETRY = 30_000;

/**
 * Opens the event stream of the session. Calls the listener with `end` or `claims`, and with `error` if the server has
 * refused the stream, such as after the end of the session or in an outage. Returns a function that closes it.
 */
export function openEvents(url: string, listener: (type: string) => void): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onEvent = ({ type }: Event) => listener(type);

  function open(): void {
    source = new EventSource(url, { withCredentials: true });
    source.addEventListener("end", onEvent);
    source.addEventListener("claims", onEvent);
    source.onerror = () => {
      if (source.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, RETRY);
      listener("error");
    };
  }

  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
