// here: README.md 1 lib/session-next.ts
