"""Deciding equality: domains, points, balls, residues, and the ladder that asks them in turn."""
