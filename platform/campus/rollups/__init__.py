"""Sums of what learners did, kept ready for dashboards: folded every few seconds from the log of
outcomes, so that no page ever adds up attempts. See docs/why/rollups.md."""
