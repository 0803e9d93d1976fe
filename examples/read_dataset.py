"""Read a data set with NumPy and the standard library alone: its splits, a batch, and how well pairs fit.

    python examples/read_dataset.py [FOLDER]      of `liminal dataset FOLDER --pictures npy --tape random --aligned`

You should see: the samples of each split, the shape of each array of a batch, how far away things are, where the floor
is, and that the tape moved nothing by more than a small part of a pixel; and `batch.npz`. Without FOLDER a small one is
made first, and thrown away.

    train 2, val 0, test 0
    picture (2, 120, 160, 3) uint8  random (2, 120, 160, 3) uint8  depth (2, 120, 160) float32 ...
    level-0-1-000  depth 1.9 to 15 m, floor 1.77 m below the eye, random: -0.03 pixels across, 0.02 along
"""

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np


def load(folder, line):
    """Return the arrays of a sample by name: its clean picture, its passes, and the same view on each tape."""
    files = line["files"]
    arrays = {name: np.load(folder / files[name]) for name in ("picture", *line["looks"])}
    with np.load(folder / files["passes"]) as passes:
        return arrays | {name: passes[name] for name in passes.files}


def points(depth, camera):
    """Return where in the world each pixel lies, metres (h, w, 3), by its depth along the camera's axis."""
    rows, columns = np.mgrid[: depth.shape[0], : depth.shape[1]] + 0.5
    focal, middle = camera["focal_length"], camera["principal_point"]
    right, up = (columns - middle[0]) / focal[0], (depth.shape[0] - rows - middle[1]) / focal[1]
    seen = np.stack([right * depth, up * depth, -depth, np.ones_like(depth)], axis=-1)
    return seen @ np.array(camera["world_from_camera"])[:3].T


def displacement(clean, taped):
    """Return how far a picture lies from another, pixels across and along, by the least squares of its gradients."""
    clean, taped = (picture @ np.array([0.299, 0.587, 0.114]) for picture in (clean, taped))
    along, across = np.gradient(clean)
    terms = np.stack([clean, np.ones_like(clean), across, along], axis=-1).reshape(-1, 4)
    gain, _, right, down = np.linalg.lstsq(terms, taped.ravel(), rcond=None)[0]
    return -right / gain, -down / gain


def read(folder):
    """Print what there is, and keep a batch."""
    lines = [json.loads(line) for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    if not lines[0]["files"]["picture"].endswith(".npy"):
        sys.exit(f"{folder} has pictures that NumPy alone cannot read: make it with --pictures npy")
    splits = Counter(line["split"] for line in lines)
    print(", ".join(f"{split} {splits[split]}" for split in ("train", "val", "test")))
    chosen = lines[:4]
    samples = [load(folder, line) for line in chosen]
    batch = {name: np.stack([sample[name] for sample in samples]) for name in samples[0]}
    print("  ".join(f"{name} {array.shape} {array.dtype}" for name, array in batch.items()))
    for line, sample in zip(chosen, samples, strict=True):
        depth, upwards = sample["depth"], sample["normal"][..., 1] > 0.9
        below = line["camera"]["pose"]["y"] - np.median(points(depth, line["camera"])[upwards][:, 1])
        told = f"{line['key']}  depth {depth.min():.1f} to {depth.max():.0f} m, floor {below:.2f} m below the eye"
        for tape in line["looks"]:
            across, along = displacement(sample["picture"], sample[tape])
            told += f", {tape}: {across:.2f} pixels across, {along:.2f} along"
        print(told)
    np.savez_compressed("batch.npz", **batch)


if len(sys.argv) > 1:
    read(Path(sys.argv[1]))
else:
    import liminal

    coarse = ("light.rays=4", "view.reach=10", "surface.texture_size=128")  # quick, for an example
    asked = liminal.DatasetRequest(
        seeds=(1, 2),
        views=2,
        size=(160, 120),
        samples=4,
        tapes=("random",),
        aligned=True,
        pictures="npy",
        overrides=coarse,
    )
    with tempfile.TemporaryDirectory() as made:
        liminal.write_dataset(Path(made) / "out", asked)
        read(Path(made) / "out")
