// Takes the pictures of the components for the documentation again, in docs/images.
import { join } from "node:path";
import { root, run } from "./run.mjs";
import { pictures } from "./screenshots/pictures.mjs";
import { takeScreenshots } from "./screenshots/take-screenshots.mjs";

const build = await run(["turbo", "run", "build", "--filter=@sessionkit/react"], { show: true });
if (!build.ok) process.exit(1);
await takeScreenshots(join(root, "docs/images"), pictures);
