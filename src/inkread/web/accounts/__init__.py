"""People: who they are, how they come in, and what is theirs."""
