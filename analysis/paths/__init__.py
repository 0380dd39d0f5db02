"""Path questions and their answers: the best, the others, trade-offs, and what each rests on."""
