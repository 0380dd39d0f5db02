"""How sure an answer is: draws of every interval, how far a number may move, one report left out."""
