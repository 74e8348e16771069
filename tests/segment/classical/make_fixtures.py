"""Writes scikit_image.json: what scikit-image 0.26.0 says of a small made-up image.

    pip install scikit-image==0.26.0
    python tests/segment/classical/make_fixtures.py

Each plane is a list of rows, a row its numbers in a string.
"""
import json
from pathlib import Path

import numpy as np
from skimage import color, filters, measure, morphology, segmentation

WIDTH, HEIGHT = 36, 26
SPOT_SIGMA, OUTLINE_SIGMA = 2.0, 1.0


def draw() -> np.ndarray:
    """Eight bits: bright discs of uneven brightness, some of which touch, and noise."""
    random = np.random.default_rng(7)
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    image = 12 + columns * 0.4 + random.normal(0, 3, (HEIGHT, WIDTH))
    discs = [(7, 7, 5, 90), (8, 16, 4, 120), (19, 10, 5, 70), (20, 24, 4, 150)]
    for y, x, radius, brightness in discs + [(16, 31, 4, 100), (4, 28, 3, 60)]:
        distance = np.hypot(rows - y, columns - x)
        image += brightness * np.clip(1.2 - (distance / radius) ** 2, 0, 1)
    return np.clip(np.round(image), 0, 255).astype(np.uint8)


def stretch(plane: np.ndarray) -> np.ndarray:
    low, high = np.percentile(plane, [0.5, 99.8], method="lower")
    return np.clip((plane - low) / (high - low), 0, 1)


def voronoi_otsu(plane: np.ndarray) -> np.ndarray:
    spots = filters.gaussian(plane, SPOT_SIGMA, mode="nearest", truncate=4)
    outline = filters.gaussian(plane, OUTLINE_SIGMA, mode="nearest", truncate=4)
    mask = outline > filters.threshold_otsu(outline)
    seeds = measure.label(morphology.local_maxima(spots) & mask)
    return segmentation.watershed(np.zeros_like(plane), seeds, mask=mask)


def rows_of(plane: np.ndarray, digits: int = 5) -> list[str]:
    return [" ".join(f"{value:.{digits}g}" for value in row) for row in plane]


image = draw()
plane = image / 255
blurred = filters.gaussian(plane, 1.5, mode="nearest", truncate=4)
colours = np.array(
    [[255, 255, 255], [90, 70, 150], [230, 150, 190], [60, 40, 90], [200, 190, 120]],
    np.uint8,
)
fixture = {
    "width": WIDTH,
    "height": HEIGHT,
    "image": rows_of(image),
    "otsu": {
        "256": float(filters.threshold_otsu(plane, nbins=256)),
        "32": float(filters.threshold_otsu(plane, nbins=32)),
    },
    "blurred": rows_of(blurred),
    "maxima": [int(i) for i in np.flatnonzero(morphology.local_maxima(blurred))],
    "localMean": rows_of(filters.threshold_local(plane, 7, "mean", offset=-0.05)),
    "sauvola": rows_of(filters.threshold_sauvola(plane, 7, k=0.2, r=0.5)),
    "colours": [" ".join(map(str, colour)) for colour in colours],
    "hematoxylin": [float(h) for h in color.rgb2hed(colours[None])[0, :, 0]],
    "voronoiOtsu": rows_of(voronoi_otsu(stretch(plane))),
}
target = Path(__file__).with_name("scikit_image.json")
target.write_text(json.dumps(fixture, indent=2) + "\n")
