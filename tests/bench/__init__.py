"""Figures, measured on a site that was just started. `./run bench` prints them."""
