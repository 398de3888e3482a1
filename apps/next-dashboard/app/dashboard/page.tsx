import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { KeptNotebooks } from "@/components/kept-notebooks";
import { notebooks } from "@/lib/notebooks";
import { requireSession } from "@/lib/session-next";
import { sessions } from "@/lib/sessions";
import { LiveSession } from "./live-session";
import { NoteForm } from "./note-form";
import styles from "./page.module.css";
import { SessionFacts } from "./session-facts";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage(): Promise<ReactNode> {
  const session = await requireSession();
  const user = await sessions.user(session);
  return (
    <>
      <h1>Hello, {user?.name.split(" ")[0]}</h1>
      <div className="grid even">
        <SessionFacts session={session} />
        <div className="stack">
          <LiveSession />
          <NoteForm note={session.data.note} />
        </div>
      </div>
      <KeptNotebooks kept={session.data.kept ?? []} />
      <section aria-labelledby="notebooks" className="stack tight">
        <h2 id="notebooks">Your notebooks</h2>
        <ul className={styles.notebooks}>
          {notebooks.map(({ slug, title, about }) => (
            <li key={slug}>
              <Link href={`/dashboard/notebooks/${slug}`}>
                <strong>{title}</strong>
                <span className="soft small">{about}</span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
