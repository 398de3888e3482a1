import { describeBinding } from "@sessionkit/testing";
import { describeRuntime } from "./runtimes/describe-runtime.ts";
import { startNode } from "./start-node.ts";

describeBinding("Hono on Node", startNode);
describeRuntime("Node", startNode);
