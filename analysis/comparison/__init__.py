"""What a scenario or a date changes, why, and what would undo it, in numbers and in words."""
