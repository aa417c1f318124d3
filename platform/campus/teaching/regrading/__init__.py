"""Regrades: begun, run in the slow lane, compared, applied, rolled back."""
