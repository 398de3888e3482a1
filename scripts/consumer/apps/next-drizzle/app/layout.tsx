// here: README.md 8
