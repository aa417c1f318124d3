"""Attempts, submissions and their verdicts, and the progress that follows from them."""
