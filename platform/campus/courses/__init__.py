"""Courses, who belongs to them, and their problem sets."""
