"""Item statistics: how exercises of a set behave, and which mistakes are made at them."""
