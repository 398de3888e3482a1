import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { cookieHeaders, type SessionRequest } from "@sessionkit/core";
import { sessions } from "./sessions.js";

const server = createServer(async (req, res) => {
  const request: SessionRequest = {
    method: req.method ?? "GET",
    header: (name) => req.headers[name]?.toString(),
    address: req.socket.remoteAddress ?? null,
  };
  if (req.url === "/sign-in") {
    const { cookies } = await sessions.create("u1", { request });
    for (const [name, value] of cookieHeaders(cookies)) res.appendHeader(name, value);
    return res.end();
  }
  const { session } = await sessions.resolve(request);
  if (req.url === "/me" && session) return res.end(JSON.stringify(session));
  const answer = await sessions.handle({ ...request, url: req.url ?? "/", text: async () => "" });
  res.statusCode = answer?.status ?? 401;
  for (const [name, value] of answer?.headers ?? []) res.appendHeader(name, value);
  res.end(answer?.body);
});
server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
