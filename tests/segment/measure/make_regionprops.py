"""Writes labels.txt, nuclei as a drawing, and regionprops.csv, scikit-image's measures.

    python -m venv VENV && VENV/bin/pip install scikit-image==0.26.0
    VENV/bin/python tests/segment/measure/make_regionprops.py
"""

import csv
from pathlib import Path

import numpy as np
from scipy import ndimage
from skimage.measure import label, regionprops

WIDTH, HEIGHT = 72, 64


def draw_labels():
    """Blobs from smoothed noise, some cut in two where they touch, and odd shapes."""
    noise = np.random.default_rng(6).normal(size=(HEIGHT, WIDTH))
    blobs = np.zeros((HEIGHT, WIDTH), bool)
    blobs[:44] = ndimage.gaussian_filter(noise, 2.2)[:44] > 0.045
    # Neighbours that touch: everything right of column 30 is another nucleus.
    halves = np.where(np.arange(WIDTH) > 30, 2, 1) * blobs
    labels = label(halves, connectivity=1)

    def add(rows, columns):
        labels[np.array(rows) + 46, columns] = labels.max() + 1

    add([0], [0])  # one pixel, at the left edge
    add([2, 2], [4, 5])  # two
    add([0] * 9, range(8, 17))  # a level line
    add(range(0, 8), [20] * 8)  # an upright line
    add([0, 1, 1, 2, 2, 3, 3, 4], [24, 24, 25, 25, 26, 26, 27, 27])  # stairs down
    add([4, 3, 3, 2, 2, 1, 1, 0], [30, 30, 31, 31, 32, 32, 33, 33])  # stairs up
    rows, columns = np.mgrid[0:11, 0:11]
    ring = np.abs(np.hypot(rows - 5, columns - 5) - 4) < 1.3
    add(rows[ring], columns[ring] + 36)  # with a hole
    inner = (rows % 10 != 5) & (columns < 7) & (rows < 7)
    inner[:, 3] = True
    add(rows[inner], columns[inner] + 49)  # a figure of bars
    corner = rows + columns > 14
    add(rows[corner] + 7, columns[corner] + WIDTH - 11)  # in the corner, cut by it
    thin = (columns == 2 * rows) | (columns == 2 * rows + 1)
    add(rows[thin & (rows < 5)] + 12, columns[thin & (rows < 5)] + 4)
    return labels


def draw_image():
    """Three channels of 16 bits; the test computes the same values."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    channels = [x * 977 + y * y * 31, x * y * 13 + 5000, (x + 3 * y) ** 2]
    return np.stack([channel % 65536 for channel in channels], axis=-1)


def describe(region):
    top, left, bottom, right = region.bbox
    row = {
        "label": region.label,
        "area": region.area,
        "equivalent_diameter": region.equivalent_diameter_area,
        "centroid_x": region.centroid[1],
        "centroid_y": region.centroid[0],
        "left": left,
        "top": top,
        "width": right - left,
        "height": bottom - top,
        "touches_edge": left == 0 or top == 0 or right == WIDTH or bottom == HEIGHT,
        "perimeter": region.perimeter,
        "major_axis_length": region.axis_major_length,
        "minor_axis_length": region.axis_minor_length,
        "eccentricity": region.eccentricity,
        "orientation": region.orientation,
        "solidity": region.solidity,
    }
    for index, channel in enumerate(["red", "green", "blue", "intensity"]):
        row[f"mean_{channel}"] = region.intensity_mean[index]
        row[f"min_{channel}"] = region.intensity_min[index]
        row[f"max_{channel}"] = region.intensity_max[index]
        row[f"sd_{channel}"] = region.intensity_std[index]
    return {name: float(f"{value:.10g}") for name, value in row.items()}


labels = draw_labels()
image = draw_image() / 65535
image = np.concatenate([image, image.mean(axis=-1, keepdims=True)], axis=-1)
nuclei = [describe(region) for region in regionprops(labels, image)]
here = Path(__file__).parent
with open(here / "regionprops.csv", "w", newline="") as file:
    table = csv.DictWriter(file, nuclei[0], lineterminator="\n")
    table.writeheader()
    table.writerows(nuclei)
letters = ".123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
drawing = ["".join(letters[label] for label in row) for row in labels]
(here / "labels.txt").write_text("\n".join(drawing) + "\n")
print(len(nuclei), "nuclei")
