import { checkPassword } from "./users.js";
// here: packages/bindings/web/README.md 1
