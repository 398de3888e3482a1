import { fileURLToPath } from "node:url";
import express from "express";
import { document } from "./openapi/document.ts";
import { indexPage } from "./page/index-page.ts";
import { answerProblem, notFound } from "./routes/answer-problem.ts";
import { confirm } from "./routes/confirm.ts";
import { me } from "./routes/me.ts";
import { notes } from "./routes/notes.ts";
import { signIn } from "./routes/sign-in.ts";
import { attach, handlers, requireSession } from "./sessions/session-express.ts";

export const app = express();

app.disable("x-powered-by");
app.use((_req, res, next) => {
  res.set("x-content-type-options", "nosniff");
  next();
});
app.get("/", indexPage);
app.get("/openapi.json", (_req, res) => res.json(document));
app.use("/public", express.static(fileURLToPath(new URL("../public", import.meta.url))));

app.use(attach(), handlers);
app.use(express.json({ limit: "16kb" }));
app.post("/sign-in", signIn);
app.get("/me", requireSession(), me);
app.post("/confirm", requireSession(), confirm);
app.use("/notes", notes);
app.use(notFound, answerProblem);
