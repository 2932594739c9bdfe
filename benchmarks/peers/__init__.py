"""Other readers beside inkread: the same pictures, the same scoring, one core, in one run.

`python -m benchmarks.peers` measures; `make peers` installs what it needs first. Every peer is
handed to the loaders and the scoring of `inkread.evaluation` as a reader of pages, so there is no
second copy of either.
"""
