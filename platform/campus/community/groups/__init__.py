"""Study groups: who belongs to them, their week, their meetings."""
