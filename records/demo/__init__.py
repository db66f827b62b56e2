"""Synthetic data for the demo, the docs and the tests, always marked as synthetic."""

from records.demo.demo import DemoData, demo_frames

__all__ = ["DemoData", "demo_frames"]
