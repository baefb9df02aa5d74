"""Distances on the globe; a county needs no PostGIS."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0


def great_circle_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Kilometres between two points given in degrees (haversine)."""
    phi, other_phi = radians(latitude), radians(other_latitude)
    d_phi, d_lambda = other_phi - phi, radians(other_longitude - longitude)
    chord = sin(d_phi / 2) ** 2 + cos(phi) * cos(other_phi) * sin(d_lambda / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(chord))
