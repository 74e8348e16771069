"""Makes matching.json: what StarDist says of drawn pairs of labellings.

    pip install stardist==0.9.2 numpy==2.4.6
    python tests/metrics/make_matching_fixture.py

A labelling is 32 rows of 32 characters: a dot is background, a letter a nucleus.
The aggregated Jaccard index, which StarDist lacks, is counted here pixel by pixel
as Kumar et al. (2017) define it.
"""
import json
import string
from pathlib import Path

import numpy as np
from stardist.matching import matching, matching_dataset

SIZE = 32
THRESHOLDS = [0.5, 0.65, 0.8]
KEYS = {
    "precision": "precision",
    "recall": "recall",
    "f1": "f1",
    "accuracy": "jaccard",
    "mean_matched_score": "segmentation_quality",
    "panoptic_quality": "panoptic_quality",
}


def disc(shape):
    x, y, rx, ry = shape
    rows, columns = np.mgrid[:SIZE, :SIZE]
    return ((columns - x) / rx) ** 2 + ((rows - y) / ry) ** 2 <= 1


def draw(shapes):
    labels = np.zeros((SIZE, SIZE), int)
    for number, shape in enumerate(shapes, 1):
        labels[disc(shape) & (labels == 0)] = number
    # Numbers of nuclei that others cover entirely are given up.
    numbers = np.unique(labels[labels > 0])
    return np.searchsorted(numbers, labels) * (labels > 0) + (labels > 0)


def moved(random, shape):
    """What a model might see of a nucleus: nothing, one, or two halves."""
    x, y, rx, ry = shape
    kind = random.random()
    if kind < 0.12:
        return []
    if kind < 0.25:
        return [(x - rx / 2, y, rx / 2, ry), (x + rx / 2, y, rx / 2, ry)]
    shift = random.normal(0, 0.3, 2)
    scale = random.uniform(0.85, 1.1)
    return [(x + shift[0], y + shift[1], rx * scale, ry * scale)]


def pair(random, count):
    places = random.uniform(2, SIZE - 2, (count, 2))
    radii = random.uniform(2, 5.5, (count, 2))
    truth = [tuple(place) + tuple(radius) for place, radius in zip(places, radii)]
    seen = [part for shape in truth for part in moved(random, shape)]
    seen += [tuple(random.uniform(2, SIZE - 2, 2)) + (2.2, 2.2) for _ in range(count // 6)]
    return draw(truth), draw(seen)


def aggregated_jaccard(truth, seen):
    taken, below, above = set(), 0, 0
    for t in range(1, truth.max() + 1):
        best, best_iou = 0, 0
        for p in range(1, seen.max() + 1):
            shared = ((truth == t) & (seen == p)).sum()
            iou = shared / ((truth == t) | (seen == p)).sum()
            if iou > best_iou:
                best, best_iou = p, iou
        if best == 0:
            below += (truth == t).sum()
            continue
        above += ((truth == t) & (seen == best)).sum()
        below += ((truth == t) | (seen == best)).sum()
        taken.add(best)
    below += sum((seen == p).sum() for p in range(1, seen.max() + 1) if p not in taken)
    return above / below


def rows(labels):
    return ["".join("." if n == 0 else string.ascii_letters[n - 1] for n in row) for row in labels]


def picked(result):
    values = result._asdict()
    return {ours: float(values[theirs]) for theirs, ours in KEYS.items()}


def main():
    random = np.random.default_rng(6)
    pairs = [pair(random, count) for count in (3, 8, 14, 20)]
    truths, seen = zip(*pairs)
    images = [
        {
            "truth": rows(t),
            "prediction": rows(p),
            "scores": [picked(matching(t, p, thresh=at)) for at in THRESHOLDS],
            "aggregated_jaccard": float(aggregated_jaccard(t, p)),
        }
        for t, p in pairs
    ]
    whole = {
        name: [
            picked(matching_dataset(truths, seen, thresh=at, by_image=by_image, show_progress=False))
            for at in THRESHOLDS
        ]
        for name, by_image in (("mean", True), ("pooled", False))
    }
    path = Path(__file__).with_name("matching.json")
    path.write_text(json.dumps({"thresholds": THRESHOLDS, "images": images, **whole}, indent=1) + "\n")


main()
