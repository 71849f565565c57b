"""Schema changes of the promises room, linear, one purpose each."""
