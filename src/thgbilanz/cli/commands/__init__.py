"""One file per command: it reads its options, calls one library function, renders.

Each file has ``SHORT`` (one line in the list of commands), ``PURPOSE`` and ``EXAMPLES`` (two calls that work in the
repository). Libraries are imported when the command runs, so that help is instant.
"""
