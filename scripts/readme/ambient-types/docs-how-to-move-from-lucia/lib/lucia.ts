export declare const adapter: import("lucia").Adapter;
