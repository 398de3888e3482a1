import { describeBinding } from "@sessionkit/testing";
import { startNode } from "./start-node.ts";

describeBinding("Web requests on Node", startNode);
