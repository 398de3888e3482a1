// here: docs/next.md 1 next.config.ts
