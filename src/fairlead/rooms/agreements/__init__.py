"""The room of agreements: what two people, or a team, do from here on, and when they look at it again."""
