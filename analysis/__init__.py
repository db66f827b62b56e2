"""What it means: frames in, frames out; no disk, no clock, no randomness without a seed."""
