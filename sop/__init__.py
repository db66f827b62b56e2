"""The rulebook: what the SOP says, in plain Python without disk, clock or pandas."""
