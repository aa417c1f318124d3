"""Answers of learners as their teachers see them: found, read, remarked on, marked by hand."""
