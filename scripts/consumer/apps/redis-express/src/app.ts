import express from "express";
import { checkPassword } from "./users.js";

export const app = express();
app.use(express.json());

// here: packages/bindings/express/README.md 1
