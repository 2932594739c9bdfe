"""The pages of administrators: who and what is here, what went wrong, how the machine is."""
