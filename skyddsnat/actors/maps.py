"""Borders to SVG paths: a plain equirectangular map, narrowed by the cosine of its middle latitude."""

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass

from skyddsnat.actors.models import Place, RegisterLoad

UNITS_PER_DEGREE = 1000  # the borders have three decimals, so whole units lose nothing
MARGIN = 40

type Polygons = list[list[list[list[float]]]]


@dataclass(frozen=True)
class Shape:
    """One area to draw."""

    code: str
    name: str
    path: str


@dataclass(frozen=True)
class Drawing:
    """An SVG's view box, the municipalities to link and the county borders to draw above them."""

    view_box: str
    width: int
    height: int
    areas: list[Shape]
    outlines: list[Shape]


@dataclass(frozen=True)
class Projection:
    """Degrees to units, counted from the north-west corner."""

    west: float
    north: float
    narrowing: float

    def point(self, longitude: float, latitude: float) -> tuple[int, int]:
        x = (longitude - self.west) * self.narrowing * UNITS_PER_DEGREE
        y = (self.north - latitude) * UNITS_PER_DEGREE
        return round(x), round(y)

    def path(self, polygons: Polygons) -> str:
        """Path data with relative steps; the same border gives the same points from both sides."""
        parts = []
        for ring in (ring for polygon in polygons for ring in polygon):
            x, y = self.point(*ring[0])
            steps = []
            for longitude, latitude in ring[1:]:
                next_x, next_y = self.point(longitude, latitude)
                steps.append(f"{next_x - x} {next_y - y}")
                x, y = next_x, next_y
            start_x, start_y = self.point(*ring[0])
            parts.append(f"M{start_x} {start_y}l{' '.join(steps)}z")
        return "".join(parts)


def draw(municipalities: Iterable[Place], counties: Iterable[Place]) -> Drawing | None:
    """The municipalities and counties as a map that just holds them; None when there is nothing to draw."""
    areas = [place for place in municipalities if place.geometry]
    if not areas:
        return None
    west, south, east, north = bounds(place.geometry or [] for place in areas)
    projection = Projection(west, north, math.cos(math.radians((north + south) / 2)))
    right, bottom = projection.point(east, south)
    width, height = right + 2 * MARGIN, bottom + 2 * MARGIN

    def shapes(places: Iterable[Place]) -> list[Shape]:
        return [
            Shape(place.code, place.name, projection.path(place.geometry))
            for place in places
            if place.geometry
        ]

    return Drawing(f"{-MARGIN} {-MARGIN} {width} {height}", width, height, shapes(areas), shapes(counties))


def country_as_loaded() -> tuple[Drawing | None, int | None]:
    """The whole country, drawn once by each process and again when a register has been loaded since, and that load."""
    loaded = RegisterLoad.objects.order_by("-pk").values_list("pk", flat=True).first()
    return _country(loaded), loaded


@functools.lru_cache(maxsize=1)
def _country(_load: int | None) -> Drawing | None:
    return draw(Place.objects.municipalities().order_by("code"), Place.objects.counties().order_by("code"))


def bounds(geometries: Iterable[Polygons]) -> tuple[float, float, float, float]:
    """West, south, east and north of all the points."""
    points = [
        (point[0], point[1])
        for polygons in geometries
        for polygon in polygons
        for ring in polygon
        for point in ring
    ]
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)
