"""The pages of learning: working on an exercise, and finding one's way to it."""
