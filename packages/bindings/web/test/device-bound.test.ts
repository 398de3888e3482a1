import { describeDeviceBound } from "@sessionkit/browser-contract";
import { startNode } from "./start-node.ts";

describeDeviceBound("Web requests on Node", startNode, { short: true });
