"""Template tags of teaching, for pages of every room."""
