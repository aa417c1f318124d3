"""The certificate: placement, tracks, examinations, projects, and what is certified in the end."""
