import { serve } from "@hono/node-server";
import { fetch } from "./app.js";

serve({ fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => {
  console.log(`http://127.0.0.1:${port}`);
});
