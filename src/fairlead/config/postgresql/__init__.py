"""PostgreSQL as Django's backend has it, but for one thing that every row pays for."""
