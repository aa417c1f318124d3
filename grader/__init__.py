"""Answers in, verdicts out: mathematics decided and explained, code run in a sandbox.

Knows no Django, no database and nothing of exercises.
"""
