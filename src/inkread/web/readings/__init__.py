"""Reading a picture that was sent: taking it in, reading it, answering."""
