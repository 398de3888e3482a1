import type { AnySessions } from "@sessionkit/core";
import { BoundRequest } from "@sessionkit/core/binding";
import type { ServerRequest } from "../server.ts";

const GET: ReadonlySet<ServerRequest["purpose"]> = new Set(["page", "sensitive", "check"]);

/** A request of a binding, like those of the published bindings. */
export class SimulatedRequest extends BoundRequest {
  readonly method: string;
  readonly address: string;
  isOpen = true;
  readonly #headers: Readonly<Record<string, string | undefined>>;

  constructor(sessions: AnySessions, request: ServerRequest) {
    const { purpose, cookie, client, prefetch, isDocument, device } = request;
    const isSkipped = device !== undefined && "skipped" in device;
    super(sessions);
    this.method = GET.has(purpose) ? "GET" : "POST";
    this.address = client.address;
    this.#headers = {
      cookie,
      "user-agent": client.userAgent,
      "sec-fetch-site": "same-origin",
      "sec-fetch-mode": isDocument ? "navigate" : "cors",
      "sec-purpose": prefetch ? "prefetch" : undefined,
      "secure-session-skipped": isSkipped ? device.skipped : undefined,
      ...(device !== undefined && "headers" in device ? device.headers : {}),
    };
  }

  protected requestHeader(name: string): string | null {
    return this.#headers[name] ?? null;
  }
}
