"""What the browser gets: styles, scripts, icons and fonts, built by `build.py` into `dist/`."""
