"""The engine measured beside other ways to decide equality, on the same cases in the same run."""
