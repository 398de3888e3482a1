import { findUser } from "./users.js";
// here: packages/core/README.md 1
