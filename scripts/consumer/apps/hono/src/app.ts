import { checkPassword } from "./users.js";
// here: packages/bindings/hono/README.md 1
export { app };
