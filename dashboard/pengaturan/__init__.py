"""Sections of the page Pengaturan, one a module: each shows itself for an office and an actor."""
