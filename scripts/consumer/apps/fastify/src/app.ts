import fastify from "fastify";
import { checkPassword } from "./users.js";

export const app = fastify();

// here: packages/bindings/fastify/README.md 1
