"""A network as KML, for Google Earth and other globes, and back.

Places stand in one folder for each kind, legs in one for each family of routes; legs that several
families share have a folder of their own, so that each leg is drawn once. Balloons tell risk, length
and sources in plain text and offer no directions. A crossing is drawn as a stretch of its border,
never as a point where somebody crossed; dormant legs are there, but hidden. Legs are geodesic lines, cut
at the antimeridian.

Every cell stands in the extended data of its placemark, typed by a schema; reports, claims and what
the network says of itself stand in those of the document. Nothing is lost.

Google Earth reads balloons as HTML and fills in ``$[..]``: text of a dataset can do neither here.

See https://docs.ogc.org/is/12-007r2/12-007r2.html.
"""

from .read import kml_to_flat
from .write import flat_to_kml

__all__ = ["flat_to_kml", "kml_to_flat"]
