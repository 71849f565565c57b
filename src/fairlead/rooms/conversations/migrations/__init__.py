"""Schema changes of the conversations room, linear, one purpose each."""
