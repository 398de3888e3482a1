import type { ReactNode } from "react";
import styles from "./a-day.module.css";

const DAY = [
  ["08:02", "Signed in", "Firefox on macOS"],
  ["08:17", "Renewed", "two tabs at once, one renewal"],
  ["12:40", "Signed in", "Safari on iOS"],
  ["12:52", "Password confirmed", "to change the e-mail address"],
  ["18:05", "Signed out", "everywhere"],
] as const;

/** An illustration for the landing page. */
export function ADay(): ReactNode {
  return (
    <figure aria-label="The sessions of one made-up day" className={styles.day}>
      <ol>
        {DAY.map(([time, what, where]) => (
          <li key={time}>
            <span className={styles.time}>{time}</span>
            <span className={styles.what}>
              <strong>{what}</strong>
              <span className="soft small">{where}</span>
            </span>
          </li>
        ))}
      </ol>
    </figure>
  );
}
