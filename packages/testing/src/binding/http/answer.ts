/** A request as a test writes it. */
export interface SendOptions {
  readonly method?: string;
  /** A list sends the header once per value. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  /** Called after all of the body but its last byte was sent; the last byte follows when it resolves. */
  readonly beforeEnd?: () => Promise<void>;
}

/** A response. */
export interface Answer {
  /** The request, such as `GET /who`, shortened. */
  readonly what: string;
  /** 0: the connection was closed without an answer. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly setCookies: readonly string[];
  readonly bytes: Buffer;
  readonly text: string;
  /** The body as JSON. Throws an error with the answer if the body is not JSON. */
  json(): Record<string, unknown>;
}

export type Send = (path: string, ask?: SendOptions) => Promise<Answer>;

export function answer(parts: Omit<Answer, "json" | "text">): Answer {
  const text = parts.bytes.toString("utf8");
  return {
    ...parts,
    text,
    json() {
      try {
        return JSON.parse(text) as Record<string, unknown>;
      } catch (cause) {
        const { what, status } = parts;
        throw new Error(`${what} answered ${status} ${text.slice(0, 500)}`, { cause });
      }
    },
  };
}

/** A request, for messages. */
export function whatOf(method: string, path: string): string {
  return `${method} ${path.slice(0, 200)}`;
}
