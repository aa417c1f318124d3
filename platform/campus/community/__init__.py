"""Learners and staff talk about exercises, sets, skills and courses, each thing at its place."""
