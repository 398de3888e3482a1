export interface Notebook {
  readonly slug: string;
  readonly title: string;
  readonly about: string;
  readonly entries: readonly string[];
}

/** The private content of the application. */
export const notebooks: readonly Notebook[] = [
  {
    slug: "tides",
    title: "Tides",
    about: "High and low water at the old pier.",
    entries: ["Spring tide reached the third step.", "Neap tide, and the mussel bank stayed wet."],
  },
  {
    slug: "orchard",
    title: "Orchard",
    about: "Which tree bloomed when, and what it bore.",
    entries: ["The quince is late again.", "Grafted two scions of Gravenstein."],
  },
  {
    slug: "night-sky",
    title: "Night sky",
    about: "Clear nights from the roof.",
    entries: ["Saturn's rings, nearly edge-on.", "Counted eleven Leonids before the clouds."],
  },
  {
    slug: "bread",
    title: "Bread",
    about: "Flours, hours and crusts.",
    entries: ["Rye at 80 %, proofed too long.", "The cold start works as well as the hot one."],
  },
  {
    slug: "birds",
    title: "Birds",
    about: "Seen from the kitchen window.",
    entries: ["A pair of siskins at the feeder.", "First fieldfares of the winter."],
  },
  {
    slug: "weather",
    title: "Weather",
    about: "Pressure, wind and what they led to.",
    entries: ["Fell 14 hPa overnight, then hail.", "Fog until noon, and frost after it."],
  },
  {
    slug: "walks",
    title: "Walks",
    about: "Paths worth taking twice.",
    entries: ["Round the reservoir in two hours.", "The ridge path is closed below the quarry."],
  },
  {
    slug: "repairs",
    title: "Repairs",
    about: "What broke, and what held.",
    entries: ["New bearing for the mill.", "The gate hinge was only rusted shut."],
  },
  {
    slug: "letters",
    title: "Letters",
    about: "Sent, received, and still to answer.",
    entries: ["A card from Tromsø, three weeks under way.", "Owed: two pages to Ines."],
  },
  {
    slug: "ferries",
    title: "Ferries",
    about: "Crossings, and what was served on board.",
    entries: ["Rough to the lighthouse, calm behind it.", "Pea soup on Thursdays, without fail."],
  },
  {
    slug: "clocks",
    title: "Clocks",
    about: "Which of them are right, and when.",
    entries: ["The hall clock gains a minute a day.", "New mainspring for the travelling clock."],
  },
  {
    slug: "puzzles",
    title: "Puzzles",
    about: "Solved, unsolved and given away.",
    entries: ["The ship is in the bottle again.", "Seven across is still open."],
  },
];
