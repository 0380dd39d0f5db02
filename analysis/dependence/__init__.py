"""On what the ways depend: what all of them pass, how many are left, what is lost and what relief gives."""
