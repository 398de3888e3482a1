// here: packages/bindings/next/README.md 1 proxy.ts
