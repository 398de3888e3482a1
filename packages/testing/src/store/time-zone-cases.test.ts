import type { SessionRecord, SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { describeMutations } from "../contract/describe-mutations.ts";
import { timeZoneCases } from "./time-zone-cases.ts";

describeMutations<SessionStore>(timeZoneCases, createMemoryStore, {
  "local text without an offset": {
    breaks: "preserves times around a change to or from daylight saving time",
    by: (store) => ({ insert: (record) => store.insert(changed(record, local)) }),
  },
  "local text that another zone reads": {
    breaks: "returns the same times to a server in another time zone",
    by: (store) => ({
      insert: (record) => store.insert(changed(record, shifted(-1))),
      async find(id) {
        const record = await store.find(id);
        return record && changed(record, shifted(1));
      },
    }),
  },
  "an expiry that is compared with local text": {
    breaks: "expires sessions at the same time in every time zone",
    by: (store) => ({ findByUser: (userId, now) => store.findByUser(userId, shifted(-1)(now)) }),
  },
});

/** Converts to local text and back. */
function local(date: Date): Date {
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  const [hour, minute, second] = [date.getHours(), date.getMinutes(), date.getSeconds()];
  return new Date(year, month, day, hour, minute, second, date.getMilliseconds());
}

/** By the offset of the zone that the process is in now. */
function shifted(direction: 1 | -1): (date: Date) => Date {
  return (date) => new Date(date.getTime() + direction * date.getTimezoneOffset() * 60_000);
}

function changed(record: SessionRecord, change: (date: Date) => Date): SessionRecord {
  const members = Object.entries(record).map(([name, value]) => [
    name,
    value instanceof Date ? change(value) : value,
  ]);
  return Object.fromEntries(members) as SessionRecord;
}
