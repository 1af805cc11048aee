"""From content files to the values of `tutor.model`, with every problem by file and line.

`load` reads what the program needs to run; `check` proves in addition everything that `docs/inhoud-schrijven.md` asks.
"""
