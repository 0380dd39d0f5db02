"""What a user supposes: changes, scenarios of them, their files, and the network in which they hold."""
