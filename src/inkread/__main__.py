"""`python -m inkread` is `inkread`."""

from inkread.cli import main

main(prog_name="inkread")
