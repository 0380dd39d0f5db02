"""What a file from elsewhere must be before a library reads it, and what its values must be after."""
