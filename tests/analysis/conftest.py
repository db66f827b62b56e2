"""Purity: whatever a test hands to the analysis must come back as it was."""

import pytest

from tests.analysis.worlds import frozen


@pytest.fixture
def unchanged():
    """Remember the frames of an evidence; at the end of the test they must still be the same."""
    kept = []

    def remember(evidence):
        frames = (evidence.incidents, evidence.logs, evidence.cases, evidence.areas)
        kept.extend((frame, frozen(frame)) for frame in frames)
        return evidence

    yield remember
    for frame, before in kept:
        assert frozen(frame) == before
