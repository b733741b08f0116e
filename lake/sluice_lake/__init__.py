"""Keeps one Delta table for each release of a policy, from the records that a pusher delivered."""
