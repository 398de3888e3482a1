// here: README.md 6
