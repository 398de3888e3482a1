import type { ReactNode } from "react";
import type { Membership } from "@/lib/members";
import styles from "./organisation-switcher.module.css";
import { switchOrganisation } from "./switch-organisation";

interface OrganisationSwitcherProps {
  readonly memberships: readonly Membership[];
  /** The id of the organisation that the session works in. */
  readonly active: string | null;
}

/** One button for each organisation of the user. Works without JavaScript. */
export function OrganisationSwitcher({
  memberships,
  active,
}: OrganisationSwitcherProps): ReactNode {
  return (
    <form action={switchOrganisation} aria-label="Organisation" className={styles.switcher}>
      <span className="soft small">Working in</span>
      <ul>
        {memberships.map(({ id, name, role }) => (
          <li key={id}>
            <button
              aria-current={id === active ? "true" : undefined}
              name="organisation"
              type="submit"
              value={id}
            >
              {name} <small>{role}</small>
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}
