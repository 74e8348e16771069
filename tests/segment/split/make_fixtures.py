"""Makes watershed.json: what scikit-image makes of small random landscapes.

    pip install scikit-image==0.26.0 numpy==2.4.6
    python tests/segment/split/make_fixtures.py

Heights are few, so that most pixels are reached at equal heights and the order among
equals counts. In which order equal seeds flood is left open by scikit-image: only
landscapes are kept that come out the same when they are flipped.
"""
import json
from pathlib import Path

import numpy as np
from skimage.segmentation import watershed

random = np.random.default_rng(6)


def draw(height, width, heights, seed_count):
    landscape = random.integers(0, heights, (height, width))
    mask = random.random((height, width)) < 0.8
    seeds = np.zeros((height, width), np.int32)
    places = random.choice(np.flatnonzero(mask), seed_count, replace=False)
    seeds.flat[places] = np.arange(seed_count) + 1
    return landscape, seeds, mask


def to_rows(array):
    """A string a row: short, and what `deno fmt` leaves as it is."""
    return [" ".join(str(int(value)) for value in row) for row in array]


def flood(landscape, seeds, mask):
    return watershed(landscape, seeds, connectivity=1, mask=mask)


def is_certain(drawn, labels):
    return all(
        np.array_equal(np.flip(flood(*(np.flip(a, axes) for a in drawn)), axes), labels)
        for axes in [0, 1, (0, 1)]
    )


cases = []
for shape in [
    (8, 11, 1, 3), (9, 12, 2, 4), (12, 9, 4, 5), (10, 10, 8, 4), (14, 13, 3, 6), (1, 20, 2, 3),
]:
    drawn = draw(*shape)
    while not is_certain(drawn, flood(*drawn)):
        drawn = draw(*shape)
    landscape, seeds, mask = drawn
    cases.append({
        "width": shape[1],
        "height": shape[0],
        "landscape": to_rows(landscape),
        "mask": to_rows(mask),
        "seeds": to_rows(seeds),
        "labels": to_rows(flood(*drawn)),
    })

path = Path(__file__).with_name("watershed.json")
path.write_text(json.dumps(cases, indent=2) + "\n")
