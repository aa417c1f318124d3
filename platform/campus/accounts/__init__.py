"""People: who they are, how they come in."""
