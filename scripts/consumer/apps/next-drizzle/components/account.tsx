"use client";

const session = undefined;
const children = null;

// here: packages/react/README.md 1
