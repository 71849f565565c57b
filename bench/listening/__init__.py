"""Training and measuring the small models of the listening mirror. What may not: anything the product needs to run."""
