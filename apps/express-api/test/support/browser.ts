import { once } from "node:events";
import { WebSocket } from "ws";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON; null if there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests access the members that they expect.
  readonly body: any;
}

interface Sent {
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client with a cookie jar, which sends `Origin` with mutations like a browser. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async send(method: string, path: string, { body, headers }: Sent = {}): Promise<Answer> {
    const response = await fetch(this.#origin + path, {
      method,
      headers: {
        ...this.#cookieHeader(),
        ...(method === "GET" ? {} : { origin: this.#origin }),
        ...(body ? { "content-type": "application/json" } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const type = response.headers.get("content-type") ?? "";
    const isStream = type.startsWith("text/event-stream");
    if (isStream) await response.body?.cancel();
    const text = isStream ? "" : await response.text();
    const isJson = /json/.test(type);
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== "" ? JSON.parse(text) : null,
    };
  }

  signIn(credentials: object): Promise<Answer> {
    return this.send("POST", "/sign-in", { body: credentials });
  }

  /** Opens `/live`. Rejects with the status of a refused handshake. */
  connect(headers: Readonly<Record<string, string>> = {}): Promise<LiveSocket> {
    return LiveSocket.open(this.#origin, {
      ...this.#cookieHeader(),
      origin: this.#origin,
      ...headers,
    });
  }

  #cookieHeader(): Record<string, string> {
    if (this.cookies.size === 0) return {};
    return { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
  }

  #keep(line: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/;\s*max-age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

export class LiveSocket {
  readonly messages: { readonly type: string; readonly [name: string]: unknown }[] = [];
  readonly closed: Promise<number>;
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data) => this.messages.push(JSON.parse(String(data))));
    this.closed = new Promise((resolve) => socket.once("close", resolve));
  }

  static async open(origin: string, headers: Record<string, string>): Promise<LiveSocket> {
    const socket = new WebSocket(`${origin.replace(/^http/, "ws")}/live`, { headers });
    const live = new LiveSocket(socket);
    const refused = new Promise<never>((_, reject) => {
      socket.on("unexpected-response", (request, { statusCode }) => {
        request.destroy();
        reject(new Error(`refused with ${statusCode}`));
      });
      socket.on("error", reject);
    });
    await Promise.race([once(socket, "open"), refused]);
    await live.received("hello");
    return live;
  }

  /** Resolves with the first message of a type, also if it was received before. */
  async received(type: string): Promise<Record<string, unknown>> {
    for (;;) {
      const found = this.messages.find((message) => message.type === type);
      if (found) return found;
      await Promise.race([once(this.#socket, "message"), this.#closedBefore(type)]);
    }
  }

  close(): void {
    this.#socket.close();
  }

  async #closedBefore(type: string): Promise<never> {
    throw new Error(`Closed with ${await this.closed} before ${type} was received.`);
  }
}
