import { createMemoryStore } from "@sessionkit/core/memory";
import { describeActivityLog } from "../activity-log/describe-activity-log.ts";
import { describeStore } from "./describe-store.ts";

describeStore("the memory store", createMemoryStore);
describeActivityLog("the memory store", createMemoryStore);
