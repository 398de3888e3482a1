import Link from "next/link";
import type { ReactNode } from "react";
import { ADay } from "./a-day";
import styles from "./page.module.css";
import { ReadLater } from "./read-later";

const TRY = [
  {
    title: "Two tabs, one refresh",
    text: "Open the dashboard in two tabs and wait until the access token expires. Both tabs stay signed in, and the session is refreshed once.",
  },
  {
    title: "All your devices",
    text: "Sign in from a second browser. The settings list both sessions with their activity, and can end either one.",
  },
  {
    title: "Password confirmation",
    text: "A change of your e-mail address requires the password again, unless you have entered it recently.",
  },
  {
    title: "Sign-out in all tabs",
    text: "If you sign out in one tab, the others follow. The back button shows no private content.",
  },
] as const;

export default function LandingPage(): ReactNode {
  return (
    <div className={styles.landing}>
      <section className={styles.top}>
        <div className={styles.hero}>
          <p className={styles.kicker}>An example of sessionkit</p>
          <h1>A quiet place for notebooks, and for staying signed in.</h1>
          <p className={styles.lead}>
            Almanac has twelve notebooks about tides, bread and the night sky. It demonstrates
            sessions: sign-in, refresh, the list of your devices, and sign-out.
          </p>
          <p className="row">
            {/* Not prefetched: for signed-out users, that is a 401 and an error in the console. */}
            <Link className="button" href="/dashboard" prefetch={false}>
              Open the dashboard
            </Link>
            <Link className="button quiet" href="/sign-in">
              See the demo users
            </Link>
          </p>
        </div>
        <ADay />
      </section>
      <ReadLater />
      <section aria-labelledby="try">
        <h2 className={styles.heading} id="try">
          Four things to try
        </h2>
        <ol className={styles.tries}>
          {TRY.map(({ title, text }) => (
            <li className="card tight" key={title}>
              <h3>{title}</h3>
              <p className="soft">{text}</p>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
