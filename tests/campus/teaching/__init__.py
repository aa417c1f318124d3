"""Instructors read results and change marks."""
