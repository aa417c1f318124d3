"""What administrators read. Nothing is written here, and no page walks over raw attempts."""
