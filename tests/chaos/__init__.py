"""A site whose processes die at random while learners hand in answers; what must be true after."""
