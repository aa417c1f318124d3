"""What is kept about people: handed out to them, erased when they ask, and not kept for ever."""
