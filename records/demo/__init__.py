"""Synthetic data for the demo, the docs and the tests, always marked as synthetic."""
