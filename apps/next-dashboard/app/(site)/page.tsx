import Link from "next/link";
import type { ReactNode } from "react";
import { ADay } from "./a-day";
import styles from "./page.module.css";

const TRY = [
  {
    title: "Two tabs, one refresh",
    text: "Open the dashboard twice and let the access token run out. Both tabs stay signed in, and the session is renewed once.",
  },
  {
    title: "Every device in sight",
    text: "Sign in from a second browser. Settings show both, with what they did, and end either one.",
  },
  {
    title: "Sure that it is you",
    text: "Changing your e-mail address asks for the password again, unless you gave it a moment ago.",
  },
  {
    title: "Gone is gone",
    text: "Sign out in one tab and the others follow. The back button finds nothing that was private.",
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
            Almanac keeps twelve notebooks about tides, bread and the night sky. What it is really
            about is the session: how it starts, stays fresh, shows up in your settings and ends.
          </p>
          <p className="row">
            {/* Not fetched ahead: to whoever is not signed in, that is a refusal and a remark in the console. */}
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
