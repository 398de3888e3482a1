import type { Device } from "@sessionkit/core";
import type { ReactNode } from "react";

const DESKTOP = "M3 4h18v12H3zM8 20h8M12 16v4";

const PATHS: Readonly<Partial<Record<NonNullable<Device["kind"]>, string>>> = {
  mobile: "M7 2h10v20H7zM11 18h2",
  tablet: "M4 2h16v20H4zM11 18h2",
  tv: "M2 6h20v13H2zM8 2l4 4 4-4",
};

/** Hidden from assistive technology, since the name beside it says the same. It has its size without styles, too. */
export function DeviceIcon({ kind }: { readonly kind: Device["kind"] }): ReactNode {
  return (
    <svg
      aria-hidden="true"
      data-part="icon"
      fill="none"
      height="24"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth="1.5"
      viewBox="0 0 24 24"
      width="24"
    >
      <path d={(kind && PATHS[kind]) ?? DESKTOP} />
    </svg>
  );
}
