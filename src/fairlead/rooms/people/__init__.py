"""People: accounts, organisations, teams, sign-in, invitations and tokens. The lowest room."""
