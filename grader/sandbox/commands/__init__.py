"""The sandbox from a shell: `python -m grader run` and `python -m grader attack`."""
