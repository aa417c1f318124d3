"""The exercise language: one Markdown file -> Exercise -> Variant(seed). Knows no Django."""
