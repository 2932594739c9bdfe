"""People without an account: how often the server reads for them."""
