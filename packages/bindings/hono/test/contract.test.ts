import { describeBinding } from "@sessionkit/testing";
import { describeHono } from "./runtimes/describe-hono.ts";
import { startNode } from "./start-node.ts";

describeBinding("Hono on Node", startNode);
describeHono("Node", startNode);
