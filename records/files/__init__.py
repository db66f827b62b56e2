"""Readers: a file of any allowed format becomes a raw table, in a limited child process."""
