"""Parsers: a raw table becomes a checked frame, with every rejected row and its reason."""
