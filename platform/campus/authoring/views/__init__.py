"""The pages of authors. What is not theirs does not exist for them: 404."""
