"""The pages of a course. What one may not change or see does not exist for one: 404."""
