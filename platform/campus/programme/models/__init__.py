"""The rows of the programme."""

from campus.programme.models.placement import Placement

__all__ = ["Placement"]
