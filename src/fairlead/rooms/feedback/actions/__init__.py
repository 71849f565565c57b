"""What changes feedback: giving it, a move, a ticket, telling of it, erasing somebody's words."""
