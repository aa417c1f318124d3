"""Projects: milestones on a data set of one's own, a conclusion, and those who read it."""
