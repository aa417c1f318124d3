"""How grading is going: what waits and how long, who grades, what went wrong and where."""
