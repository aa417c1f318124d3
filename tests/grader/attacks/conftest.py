"""Hostile programs live here. They are read as text and run in the sandbox: never imported."""

collect_ignore_glob = ["*.py"]  # `--doctest-modules` would import every one of them
