"""`python -m fairlead` is `fairlead`."""

from fairlead.config.cli import main

main()
