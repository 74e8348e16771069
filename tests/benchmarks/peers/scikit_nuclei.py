"""Tells nuclei of a mask apart and measures them with scikit-image and SciPy.

The same steps as Karyon's `distance`: distance transform, a Gaussian of one pixel,
maxima as seeds, watershed inside the mask, a table of measurements as CSV. Seeds are
those of `peak_local_max`, so numbers of nuclei differ a little.

Argument: JSON with mask and image (files of bytes, row by row), width, height, runs.
Prints one line of JSON.
"""
import csv
import io
import json
import sys
import time

import numpy as np
import scipy
import scipy.ndimage
import skimage
from skimage.feature import peak_local_max
from skimage.measure import regionprops_table
from skimage.segmentation import watershed

PROPERTIES = (
    "label", "area", "equivalent_diameter_area", "centroid", "bbox", "perimeter",
    "axis_major_length", "axis_minor_length", "eccentricity", "orientation", "solidity",
    "intensity_mean", "intensity_min", "intensity_max", "intensity_std",
)


def find_and_measure(mask: np.ndarray, image: np.ndarray) -> tuple[int, str]:
    depths = scipy.ndimage.gaussian_filter(scipy.ndimage.distance_transform_edt(mask), 1)
    peaks = peak_local_max(depths, labels=scipy.ndimage.label(mask)[0], min_distance=3)
    seeds = np.zeros(mask.shape, np.int32)
    seeds[tuple(peaks.T)] = np.arange(1, len(peaks) + 1)
    labels = watershed(-depths, seeds, mask=mask)
    table = regionprops_table(labels, image, properties=PROPERTIES)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table)
    writer.writerows(zip(*table.values()))
    return len(peaks), text.getvalue()


def main() -> None:
    job = json.loads(sys.argv[1])
    shape = (job["height"], job["width"])
    mask = np.fromfile(job["mask"], np.uint8).reshape(shape).astype(bool)
    image = np.fromfile(job["image"], np.uint8).reshape(shape)
    seconds, nuclei = [], 0
    for _ in range(job["runs"] + 1):
        start = time.perf_counter()
        nuclei, _ = find_and_measure(mask, image)
        seconds.append(time.perf_counter() - start)
    # The first one warms up.
    print(json.dumps({
        "seconds": sorted(seconds[1:])[job["runs"] // 2],
        "nuclei": nuclei,
        "words": f"scikit-image {skimage.__version__}, SciPy {scipy.__version__}",
    }))


main()
