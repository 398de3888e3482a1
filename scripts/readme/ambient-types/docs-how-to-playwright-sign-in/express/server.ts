import express from "express";
import { createSession, getSession } from "../lib/session-express.js";
import { sessions } from "../lib/sessions.js";
import { checkPassword } from "../lib/users.js";
import { app } from "./app.js";

app.get("/sign-in", (_req, res) => {
  res.send(
    `<form action="/form" method="post"><label>E-mail <input name="email"></label>
     <label>Password <input name="password" type="password"></label><button>Sign in</button></form>`,
  );
});

app.post("/form", express.urlencoded(), async (req, res) => {
  const user = await checkPassword(req.body.email, req.body.password);
  if (user) await createSession(req, res, user.id);
  res.redirect(303, user ? "/dashboard" : "/sign-in");
});

app.get("/dashboard", async (req, res) => {
  const session = getSession(req);
  if (session) res.send(`<h1>Hello ${(await sessions.user(session))?.name}</h1>`);
  else res.redirect("/sign-in");
});

app.listen(process.env.PORT);
