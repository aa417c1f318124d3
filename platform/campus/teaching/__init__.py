"""What instructors do: make problem sets, read results. Every query starts from what they teach."""
