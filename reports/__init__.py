"""What we hand over: results in, bytes out."""
