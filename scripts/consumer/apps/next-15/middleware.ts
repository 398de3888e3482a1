// here: docs/next.md 1 middleware.ts
