"""Statistics of data sets: the measures of each sample, and how they are spread over all samples."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.colour import LUMINANCE
from liminal.view.entity import Entity, material_names

PERCENTILES = 5, 50, 95

Line = dict[str, Any]  # of a manifest, or of the worlds that lack views


def measures_of(
    picture: NDArray[np.uint8], arrays: dict[str, NDArray[Any]], entities: dict[int, Entity]
) -> dict[str, Any]:
    """Return the measures of a sample, ready for JSON.

    `luma`: percentiles of its luma, 0 to 1; `depth`: of its depth, m, where that is known; `materials`, `kinds`: the
    shares of its pixels that each has, as far as it has such passes.
    """
    luma = picture.reshape(-1, 3) @ (LUMINANCE / 255.0).astype(np.float32)
    told: dict[str, Any] = {"luma": _percentiles(luma)}
    if "depth" in arrays:
        depth = arrays["depth"]
        told["depth"] = _percentiles(depth[depth > 0])
    if "material" in arrays:
        names = material_names()
        told["materials"] = {names.get(n, "nothing"): share for n, share in _shares(arrays["material"]).items()}
    if "id" in arrays:
        kinds: defaultdict[str, float] = defaultdict(float)
        for number, share in _shares(arrays["id"]).items():
            kinds[entities[number].kind if number in entities else "nothing"] += share
        told["kinds"] = {name: round(share, 6) for name, share in sorted(kinds.items())}
    return told


def statistics_of(lines: Sequence[Line], failures: Sequence[Line]) -> dict[str, Any]:
    """Return the statistics of a data set, ready for JSON, of the lines of its manifest and of worlds that lack views.

    Of each measure's percentiles: their mean over the samples, and the least and the greatest. Of shares: their means.
    """
    told: dict[str, Any] = {"samples": len(lines), "views lacking": sum(each["lacking"] for each in failures)}
    for name in ("place", "split"):
        told[f"by {name}"] = dict(sorted(Counter(line[name] for line in lines).items()))
    worlds = Counter(place for place, _ in {(line["place"], line["seed"]) for line in lines})
    told["worlds by place"] = dict(sorted(worlds.items()))
    for name in ("luma", "depth"):
        rows = [line["measures"][name] for line in lines if line["measures"].get(name)]
        told[name] = {
            str(percentile): {
                "mean": round(float(column.mean()), 4),
                "least": float(column.min()),
                "greatest": float(column.max()),
            }
            for percentile, column in zip(PERCENTILES, np.array(rows).T, strict=False)
        }
    for name in ("materials", "kinds"):
        sums: Counter[str] = Counter()
        for line in lines:
            sums.update(line["measures"].get(name, {}))
        told[name] = {each: round(total / len(lines), 6) for each, total in sorted(sums.items())}
    return told


def _percentiles(values: NDArray[Any]) -> list[float]:
    if not values.size:
        return []
    return [round(float(each), 4) for each in np.percentile(values, PERCENTILES)]


def _shares(numbers: NDArray[Any]) -> dict[int, float]:
    found, counts = np.unique(numbers, return_counts=True)
    return {int(number): round(count / numbers.size, 6) for number, count in zip(found, counts.tolist(), strict=True)}
