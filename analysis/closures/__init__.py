"""The best ways under every combination of closures."""
