"use client";

import type { ReactNode } from "react";
import { Masthead } from "@/components/masthead";

/** Shown if the rendering of a page fails, for example because the database is unavailable. */
export default function ErrorPage({ retry }: { readonly retry: () => void }): ReactNode {
  return (
    <>
      <Masthead home="/" />
      <main className="page" id="main" tabIndex={-1}>
        <div className="stack narrow">
          <h1>Something went wrong</h1>
          <p aria-live="assertive" className="soft">
            The server could not load this page. Your session is unchanged. Try again in a moment.
          </p>
          <p>
            <button className="button" onClick={retry} type="button">
              Try again
            </button>
          </p>
        </div>
      </main>
    </>
  );
}
