"""The pages themselves: the reader's first screen, what is said when something goes wrong."""
