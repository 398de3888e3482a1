import { createSessions } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { createTestDevice, type DeviceRequest } from "@sessionkit/testing/app";
import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { bindSessions } from "./bind-sessions.ts";

// For tests only.
const secret = "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=";
const ORIGIN = "https://app.example";

/** An application with a `basePath`, and the endpoints where browsers see them. */
const PLACES = [
  ["no basePath", "", "/api/auth", "/api/auth"],
  ["a basePath outside that of the endpoints", "/shop", "/api/auth", "/shop/api/auth"],
  ["a basePath inside that of the endpoints", "/shop", "/shop/api/auth", "/shop/api/auth"],
] as const;

test.each(PLACES)(
  "with %s, browsers receive the paths that they see",
  async (_, base, own, seen) => {
    const sessions = createSessions({
      ...{ strategy: "jwt", secret, store: createMemoryStore(), origin: ORIGIN, basePath: own },
      deviceBound: "offer",
    });
    const { handlers, proxy } = bindSessions(sessions);
    const jar = new Map<string, string>();
    const signIn = async (): Promise<void> => {
      const { cookies } = await sessions.create("ada");
      for (const { name, value } of cookies) jar.set(name, value);
    };
    const open = (path: string, { method, headers }: Partial<DeviceRequest> = {}): NextRequest =>
      new NextRequest(ORIGIN + path, {
        ...(method && { method }),
        headers: {
          ...headers,
          host: "app.example",
          cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
        },
        nextConfig: { basePath: base },
      });
    const offerOf = (response: Response | null | undefined): string =>
      response?.headers.get("secure-session-registration") ?? "";

    await signIn();
    const page = await proxy(open(`${base}/page`), {} as never);
    expect(offerOf(page as Response)).toContain(`;path="${seen}/bound/register"`);

    await signIn();
    const device = createTestDevice();
    const offer = offerOf(await handlers.GET(open(`${seen}/session`)));
    const send = async (request: DeviceRequest | null) => {
      if (!request) throw new Error("The device has no request to send.");
      const response = await handlers.POST(open(request.path, request));
      const { status, headers } = response;
      return { status, header: (name: string) => headers.get(name), text: await response.text() };
    };
    expect(device.registered(await send(await device.register(offer)))).toBe(true);
    expect(device.session?.refreshPath).toBe(`${seen}/bound/refresh`);
    expect(device.refreshed(await send(await device.refresh()))).toBe("kept");
    expect(device.session?.refreshPath).toBe(`${seen}/bound/refresh`);
  },
);
