"""What somebody may read of a pulse: never a ballot, and before the close nothing that depends on one."""
