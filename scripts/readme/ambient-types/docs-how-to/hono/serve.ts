import { serve } from "@hono/node-server";
import { app } from "./app.js";

export const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
