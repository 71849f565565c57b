"""What a POST with an Idempotency-Key was answered, kept for a day. No other table lives under the doors."""
