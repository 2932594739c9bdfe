"""What templates need to be shown as somebody chose."""
