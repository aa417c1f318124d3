"""The gradebook: learners by sets, what weighs how much, marks set by hand."""
