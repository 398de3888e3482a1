"use client";

import { useSession } from "@sessionkit/react";
import { useRouter } from "next/navigation";
import { Fragment, type ReactNode, useEffect, useRef, useState } from "react";

/**
 * The router keeps pages for going back: in its memory and, with Cache Components, hidden in the document. Those of a
 * session go when it ends, here or in another tab, and what is in view is asked for again.
 */
export function ForgetPages({ children }: { readonly children: ReactNode }): ReactNode {
  const { session } = useSession();
  const router = useRouter();
  const [generation, setGeneration] = useState(0);
  const id = session?.id;
  const last = useRef(id);
  useEffect(() => {
    if (last.current && last.current !== id) {
      setGeneration((before) => before + 1);
      router.refresh();
    }
    last.current = id;
  }, [id, router]);
  return <Fragment key={generation}>{children}</Fragment>;
}
