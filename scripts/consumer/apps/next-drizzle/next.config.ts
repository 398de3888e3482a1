// here: packages/bindings/next/README.md 1 next.config.ts
