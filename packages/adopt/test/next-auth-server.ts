import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import NextAuth, { type AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";

/** A server with the endpoints of next-auth 4, which a test closes. */
export async function startNextAuth(
  options: Omit<AuthOptions, "providers"> & { sendLink?: (link: string) => void },
): Promise<{ base: string; server: Server }> {
  const { sendLink, ...rest } = options;
  const app = express().use(express.urlencoded());
  const settings: AuthOptions = {
    ...rest,
    logger: { error: (...details) => console.error(...details), warn: () => undefined },
    providers: [
      Credentials({
        credentials: { name: {} },
        authorize: async (given) => ({ id: `id-of-${given?.name}`, name: given?.name ?? null }),
      }),
      ...(sendLink
        ? [
            {
              id: "email" as const,
              type: "email" as const,
              name: "Email" as const,
              server: "",
              from: "",
              maxAge: 600,
              options: {},
              sendVerificationRequest: async ({ url }: { url: string }) => sendLink(url),
            },
          ]
        : []),
    ],
  };
  app.use("/api/auth", (req, res) => {
    const query = { ...req.query, nextauth: req.path.slice(1).split("/") };
    const cookies = Object.fromEntries(
      new URLSearchParams((req.headers.cookie ?? "").replaceAll("; ", "&").replaceAll("+", "%2B")),
    );
    const request = Object.create(req, { query: { value: query }, cookies: { value: cookies } });
    return NextAuth(request, res as never, settings) as unknown;
  });
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.NEXTAUTH_URL = origin;
  return { base: `${origin}/api/auth`, server };
}
