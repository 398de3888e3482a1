// here: README.md 1
