"""What the model says held against the published record of who went where."""
