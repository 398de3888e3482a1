import type { ReactNode } from "react";
import { Brand } from "./brand";
import { NavLink } from "./nav-link";

interface MastheadProps {
  /** The target of the brand link. */
  readonly home: string;
  readonly links?: readonly (readonly [href: string, label: string])[];
  /** The content at the end of the bar. */
  readonly children?: ReactNode;
}

export function Masthead({ home, links = [], children }: MastheadProps): ReactNode {
  return (
    <header className="masthead">
      <div>
        <Brand href={home} />
        {links.length > 0 && (
          <nav aria-label="Main">
            <ul>
              {links.map(([href, label]) => (
                <li key={href}>
                  <NavLink href={href}>{label}</NavLink>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {children && <div className="account">{children}</div>}
      </div>
    </header>
  );
}
