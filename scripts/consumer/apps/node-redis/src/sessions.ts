import { store } from "./store.js";
import { findUser as loadUser } from "./users.js";
// here: packages/adopt/README.md 1
