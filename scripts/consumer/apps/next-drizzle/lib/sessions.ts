// here: README.md 1 lib/sessions.ts
