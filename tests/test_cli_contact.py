"""`liminal contact`: a film at a glance, and one that is not there yet."""

from pathlib import Path

import numpy as np
from PIL import Image
from sketch import SKETCH

from liminal.film.movie import open_movie

QUICK = [word for override in SKETCH for word in ("--set", override)]


def cells(path: Path, columns: int, rows: int, size: tuple[int, int]) -> np.ndarray:
    """The pictures of a sheet, without the lower third, where the time is written: (n, h, w, 3)."""
    sheet, (width, height) = np.asarray(Image.open(path)).astype(float), size
    assert sheet.shape == (rows * (height + 4) + 4, columns * (width + 4) + 4, 3)
    corners = [(4 + row * (height + 4), 4 + column * (width + 4)) for row in range(rows) for column in range(columns)]
    return np.stack([sheet[y : y + height * 2 // 3, x : x + width] for y, x in corners])


def test_pictures_from_the_beginning_to_the_end(liminal, tmp_path: Path) -> None:
    with open_movie(tmp_path / "a.mkv", 64, 48, codec="ffv1") as movie:
        for frame in range(60):
            movie.write(np.full((48, 64, 3), 4 * frame, np.uint8))
    words = ["--columns", 3, "--rows", 2, "--width", 80]
    assert liminal("contact", tmp_path / "a.mkv", *words, "-o", tmp_path / "a.png").status == 0
    levels = cells(tmp_path / "a.png", 3, 2, (80, 60)).mean(axis=(1, 2, 3))
    np.testing.assert_allclose(levels, [4 * (5 + 10 * number) for number in range(6)], atol=4.1)


def test_a_film_that_is_not_there_looks_as_it_will(liminal, tmp_path: Path) -> None:
    board = tmp_path / "board.toml"
    shots = ['[[shot]]\nverb = "card"\nseconds = 0.2\ntext = [""]', '[[shot]]\nverb = "hold"\nseconds = 0.2']
    board.write_text("\n".join(["version = 1", *shots]))
    film = ["level-0", *QUICK, "--seed", 3, "--shot", board, "--tape", "off"]
    sheet = ["--columns", 2, "--rows", 1, "--width", 120]
    made = tmp_path / "made.mkv"
    assert liminal("clip", *film, "--size", "120x90", "--codec", "ffv1", "--silent", "-o", made).status == 0
    assert liminal("contact", made, *sheet, "-o", tmp_path / "made.png").status == 0
    assert liminal("contact", *film, *sheet, "-o", tmp_path / "ahead.png").status == 0
    after, ahead = (cells(tmp_path / name, 2, 1, (120, 90)) for name in ("made.png", "ahead.png"))
    assert abs(after - ahead).mean() < 4.0
    assert abs(after - ahead[::-1]).mean() > 40.0


def test_what_does_not_fit_is_one_line(liminal, tmp_path: Path) -> None:
    film, sheet = tmp_path / "a.mp4", tmp_path / "a.png"
    assert f"cannot read {film}: no such file" in liminal("contact", film, "-o", sheet).mistake
    assert "--seed is for a film that is not there yet" in liminal("contact", film, "--seed", 3, "-o", sheet).mistake
    assert 'unknown preset "levle-0"' in liminal("contact", "levle-0", "-o", sheet).mistake
    assert list(tmp_path.iterdir()) == []
