// here: README.md 5
