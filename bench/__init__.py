"""Measuring and breaking Fairlead: `make bench` and `make faults`. Nothing here is part of the product."""
