// here: README.md 2
