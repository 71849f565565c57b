"""What other rooms and the doors may ask of promises: frozen data, for a viewer, never rows."""
