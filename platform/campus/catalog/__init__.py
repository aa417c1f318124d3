"""Published exercises: versions, ready variants, and the skills they train."""
