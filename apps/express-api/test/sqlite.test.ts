import { describeApp } from "./support/describe-app.ts";

describeApp("SQLite");
