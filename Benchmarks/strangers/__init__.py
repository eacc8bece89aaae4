"""What strangers and neighbors can do to others, from where a user stands: over HTTP.

Each of `addresses`, `files`, `patience`, `neighbor`, `guesses` and `bodies` is a program of its own, run in the folder
`Benchmarks` as

    python3 -m strangers.NAME PROGRAM

and prints a figure a line, as JSON (`figures`). Reads /proc, so it takes Linux.
"""
