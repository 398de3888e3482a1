import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { notebooks } from "@/lib/notebooks";
import { requireSession } from "@/lib/session-next";

type Props = PageProps<"/dashboard/notebooks/[slug]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params;
  return { title: notebooks.find((one) => one.slug === slug)?.title ?? "Notebook" };
}

export default async function NotebookPage({ params }: Props): Promise<ReactNode> {
  await requireSession();
  const { slug } = await params;
  const notebook = notebooks.find((one) => one.slug === slug);
  if (!notebook) notFound();
  return (
    <div className="stack narrow">
      <p>
        <Link href="/dashboard">← All notebooks</Link>
      </p>
      <h1>{notebook.title}</h1>
      <p className="soft">{notebook.about}</p>
      <ol className="card lines">
        {notebook.entries.map((entry) => (
          <li key={entry}>{entry}</li>
        ))}
      </ol>
    </div>
  );
}
