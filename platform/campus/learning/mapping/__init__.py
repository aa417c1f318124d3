"""The map of skills: where each one stands, drawn over the graph of prerequisites."""
