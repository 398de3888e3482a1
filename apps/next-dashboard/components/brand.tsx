import Link from "next/link";
import type { ReactNode } from "react";

export function Brand({ href }: { readonly href: string }): ReactNode {
  return (
    <Link className="brand" href={href}>
      <svg aria-hidden="true" viewBox="0 0 32 32">
        <rect fill="currentColor" height="32" rx="8" width="32" />
        <path
          d="M10 7.5h10.5A2.5 2.5 0 0 1 23 10v14.5H11.5A2.5 2.5 0 0 1 9 22V8.5a1 1 0 0 1 1-1Z"
          fill="var(--surface)"
        />
        <path
          d="M9 22a2.5 2.5 0 0 1 2.5-2.5H23"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
        />
        <circle cx="16" cy="13.5" fill="#e39a2f" r="2.7" />
      </svg>
      Almanac
    </Link>
  );
}
