"""Fairlead: promises two people make, change honestly and check together."""
