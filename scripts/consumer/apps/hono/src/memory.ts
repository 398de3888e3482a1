import { findUser } from "./users.js";
// here: packages/core/README.md 1

const { session } = await sessions.create("u1");
console.log(await sessions.list("u1", session));
