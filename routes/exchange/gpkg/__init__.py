"""A network as a GeoPackage: the standard's own tables, a style for QGIS, and the way back."""
