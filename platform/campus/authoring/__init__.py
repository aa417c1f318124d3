"""Writing exercises in the browser: manuscripts, their revisions, and publishing them."""
