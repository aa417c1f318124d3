"""`{% load pages %}` is all a template needs."""
