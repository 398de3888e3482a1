import { randomUUID } from "node:crypto";
import { Router } from "express";
import { database } from "../database/database.ts";
import { query } from "../database/query.ts";
import { fresh } from "../environment.ts";
import { sendToUser } from "../live/connections.ts";
import { getSession, requireSession } from "../sessions/session-express.ts";
import { readText } from "./read-body.ts";

/** A user's notes. Reading and writing require a session, deleting a recent proof of identity. */
export const notes = Router();

notes.get("/", requireSession(), async (req, res) => {
  const { userId } = getSession(req);
  const found = await query(() =>
    database.note.findMany({
      where: { userId },
      select: { id: true, text: true, createdAt: true },
      orderBy: { createdAt: "desc" },
      take: 50,
    }),
  );
  res.json({ notes: found });
});

notes.post("/", requireSession(), async (req, res) => {
  const { userId } = getSession(req);
  const note = { id: randomUUID(), text: readText(req.body, "text"), createdAt: new Date() };
  await query(() => database.note.create({ data: { ...note, userId } }));
  sendToUser(userId, { type: "note.created", at: note.createdAt.getTime(), note });
  res.status(201).json({ note });
});

notes.delete("/", requireSession({ fresh, verify: "store" }), async (req, res) => {
  const { userId } = getSession(req);
  const { count } = await query(() => database.note.deleteMany({ where: { userId } }));
  sendToUser(userId, { type: "notes.deleted", at: Date.now(), count });
  res.json({ deleted: count });
});
