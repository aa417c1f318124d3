"""People and some weeks of history, so that a new site has something to show."""
