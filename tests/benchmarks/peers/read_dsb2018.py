"""Reads training images of the contest with Pillow and NumPy.

Does what Karyon does before a training: each image decoded as RGB and resized
bilinearly (pixel centres at half-integers, edges clamped, no antialias, hence not
by Pillow, which smooths where it shrinks), 65535 for 1; its masks merged, resized
in the same way and rounded. The results come to lie in memory that all processes
share, as Karyon's do, so that nothing is sent from one to another.

Argument: a job as ../reading_job.ts has it, in JSON. Prints one line of JSON.
"""
import hashlib
import io
import json
import multiprocessing
import os
import sys
import time
import zipfile
from typing import Callable, NamedTuple

import numpy as np
import PIL
from PIL import Image


class Source(NamedTuple):
    """Where the files are: a folder, or a zip of the same files."""

    masks_of: Callable[[str], list[str]]
    read: Callable[[str], bytes]


def read_file(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def open_folder(folder: str) -> Source:
    return Source(
        lambda image: [
            f"{image}/masks/{name}" for name in sorted(os.listdir(f"{folder}/{image}/masks"))
        ],
        lambda name: read_file(f"{folder}/{name}"),
    )


def open_zip(path: str) -> Source:
    archive = zipfile.ZipFile(path)
    masks: dict[str, list[str]] = {}
    for name in sorted(archive.namelist()):
        image, kind, *_ = name.split("/")
        if kind == "masks" and name.endswith(".png"):
            masks.setdefault(image, []).append(name)
    return Source(lambda image: masks[image], archive.read)


def open_source(folder: str) -> Source:
    part = f"{folder}/stage1_train"
    return open_folder(part) if os.path.isdir(part) else open_zip(f"{part}.zip")


def taps(size: int, to: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    at = np.clip((np.arange(to) + 0.5) * size / to - 0.5, 0, size - 1)
    low = np.floor(at).astype(np.intp)
    return low, np.minimum(low + 1, size - 1), (at - low).astype(np.float32)


def resize(values: np.ndarray, to: int) -> np.ndarray:
    """Of [height, width, channels], touching only the pixels that it needs."""
    height, width, _ = values.shape
    if height == to and width == to:
        return values.astype(np.float32)
    top, bottom, down = taps(height, to)
    left, right, along = taps(width, to)
    along, down = along[None, :, None], down[:, None, None]

    def line(rows: np.ndarray) -> np.ndarray:
        wide = values[rows]
        a = wide[:, left].astype(np.float32)
        return a + (wide[:, right].astype(np.float32) - a) * along

    above = line(top)
    return above + (line(bottom) - above) * down


def read_one(source: Source, image: str, size: int) -> tuple[np.ndarray, np.ndarray]:
    with Image.open(io.BytesIO(source.read(f"{image}/images/{image}.png"))) as file:
        rgb = np.asarray(file.convert("RGB"))
    pixels = np.rint(resize(rgb, size) * np.float32(257)).astype(np.uint16)
    merged = np.zeros(rgb.shape[:2], np.uint8)
    for name in source.masks_of(image):
        with Image.open(io.BytesIO(source.read(name))) as file:
            np.maximum(merged, np.asarray(file), out=merged)
    nuclei = (merged > 0).astype(np.uint8)[:, :, None]
    return pixels, (resize(nuclei, size) > 0.5)[:, :, 0]


def work(begun, job: dict, pixels, masks) -> None:
    """Takes one image after the other until all are begun."""
    size, images = job["size"], job["ids"]
    all_pixels = np.frombuffer(pixels, np.uint16).reshape(len(images), size, size, 3)
    all_masks = np.frombuffer(masks, np.uint8).reshape(len(images), size, size)
    source = open_source(job["source"])
    while True:
        with begun.get_lock():
            index = begun.value
            begun.value += 1
        if index >= len(images):
            return
        all_pixels[index], all_masks[index] = read_one(source, images[index], size)


def read_all(job: dict) -> tuple[np.ndarray, np.ndarray]:
    """All pixels and all masks, one row an image."""
    count, area = len(job["ids"]), job["size"] ** 2
    pixels = multiprocessing.RawArray("B", count * area * 3 * 2)
    masks = multiprocessing.RawArray("B", count * area)
    begun = multiprocessing.Value("l", 0)
    # This process works too, and a fork starts in milliseconds.
    context = multiprocessing.get_context("fork")
    others = [
        context.Process(target=work, args=(begun, job, pixels, masks))
        for _ in range(job["threads"] - 1)
    ]
    for other in others:
        other.start()
    work(begun, job, pixels, masks)
    for other in others:
        other.join()
    if any(other.exitcode for other in others):
        raise RuntimeError("a process failed")
    return (
        np.frombuffer(pixels, np.uint16).reshape(count, -1),
        np.frombuffer(masks, np.uint8).reshape(count, -1),
    )


def main() -> None:
    job = json.loads(sys.argv[1])
    start = time.perf_counter()
    pixels, masks = read_all(job)
    seconds = time.perf_counter() - start
    answer = {
        "words": f"Pillow {PIL.__version__} and NumPy {np.__version__}",
        "seconds": seconds,
        "masks": hashlib.sha256(masks).hexdigest(),
        "nucleus_pixels": int(masks.sum(dtype=np.int64)),
        "probes": pixels.reshape(-1)[:: job["stride"]].tolist(),
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
