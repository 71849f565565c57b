"""What changes a pulse: its rhythm, opening a wave, a ticket, a ballot, the close."""
