// here: README.md 7
