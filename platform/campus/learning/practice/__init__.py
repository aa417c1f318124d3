"""Practice: what to do next, sessions that mix it, habits, reminders."""
