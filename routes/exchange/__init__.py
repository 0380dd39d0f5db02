"""The network in the forms of other programs, and back again.

Everything goes by way of one flat form (`routes.exchange.flat`): a few tables of plain cells, from
which each format is written and into which each is read. So what a network is, and what makes a
table of it unfit to be one, is told once.
"""
