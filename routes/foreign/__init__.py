"""Networks that others made: tables of edges, GeoDataFrames, street networks of OSMnx.

They become networks of this program, with the same contract, the same protection of people and
the same duty: every leg cites where it comes from.
"""
