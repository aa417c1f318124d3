"""What administrators do: look people up, change what they may do, see the site as they see it."""
