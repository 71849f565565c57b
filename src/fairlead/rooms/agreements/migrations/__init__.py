"""Schema changes of the agreements room, linear, one purpose each."""
