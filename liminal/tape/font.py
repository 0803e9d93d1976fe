"""Letters of character generators of the time: five dots by seven, in the styles of three makers.

Osaka has heavy letters with a black outline, Tokyo slim ones with a shadow, Yokohama tall ones with an outline.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation

from liminal.settings.display import MakerName

Dots = NDArray[np.bool_]

WIDTH, HEIGHT = 5, 7  # dots of a letter
CELL_WIDTH, CELL_HEIGHT = 6, 9  # dots from letter to letter, from row to row


# Seven rows of five dots, written as they look. Besides letters and figures: a record dot, a playing, a stopped and a
# paused tape, and a battery that is full, half full and empty.
_DRAWN = """
A  .###. #...# #...# #...# ##### #...# #...#
B  ####. .#..# .#..# .###. .#..# .#..# ####.
C  .###. #...# #.... #.... #.... #...# .###.
D  ####. .#..# .#..# .#..# .#..# .#..# ####.
E  ##### #.... #.... ####. #.... #.... #####
F  ##### #.... #.... ####. #.... #.... #....
G  .###. #...# #.... #.### #...# #...# .####
H  #...# #...# #...# ##### #...# #...# #...#
I  .###. ..#.. ..#.. ..#.. ..#.. ..#.. .###.
J  ..### ...#. ...#. ...#. ...#. #..#. .##..
K  #...# #..#. #.#.. ##... #.#.. #..#. #...#
L  #.... #.... #.... #.... #.... #.... #####
M  #...# ##.## #.#.# #.#.# #...# #...# #...#
N  #...# ##..# ##..# #.#.# #..## #..## #...#
O  .###. #...# #...# #...# #...# #...# .###.
P  ####. #...# #...# ####. #.... #.... #....
Q  .###. #...# #...# #...# #.#.# #..#. .##.#
R  ####. #...# #...# ####. #.#.. #..#. #...#
S  .#### #.... #.... .###. ....# ....# ####.
T  ##### ..#.. ..#.. ..#.. ..#.. ..#.. ..#..
U  #...# #...# #...# #...# #...# #...# .###.
V  #...# #...# #...# #...# .#.#. .#.#. ..#..
W  #...# #...# #...# #.#.# #.#.# ##.## #...#
X  #...# #...# .#.#. ..#.. .#.#. #...# #...#
Y  #...# #...# .#.#. ..#.. ..#.. ..#.. ..#..
Z  ##### ....# ...#. ..#.. .#... #.... #####
0  .###. #...# #..## #.#.# ##..# #...# .###.
1  ..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.
2  .###. #...# ....# ...#. ..#.. .#... #####
3  ##### ...#. ..#.. ...#. ....# #...# .###.
4  ...#. ..##. .#.#. #..#. ##### ...#. ...#.
5  ##### #.... ####. ....# ....# #...# .###.
6  ..##. .#... #.... ####. #...# #...# .###.
7  ##### ....# ....# ...#. ..#.. ..#.. ..#..
8  .###. #...# #...# .###. #...# #...# .###.
9  .###. #...# #...# .#### ....# ...#. .##..
:  ..... .##.. .##.. ..... .##.. .##.. .....
.  ..... ..... ..... ..... ..... .##.. .##..
-  ..... ..... ..... .###. ..... ..... .....
/  ....# ....# ...#. ..#.. .#... #.... #....
'  ..#.. ..#.. .#... ..... ..... ..... .....
+  ..... ..#.. ..#.. ##### ..#.. ..#.. .....
●  ..... .###. ##### ##### ##### .###. .....
▶  #.... ##... ####. ##### ####. ##... #....
■  ..... ##### ##### ##### ##### ##### .....
‖  ##.## ##.## ##.## ##.## ##.## ##.## ##.##
█  .###. ##### ##### ##### ##### ##### #####
▄  .###. #...# #...# ##### ##### ##### #####
□  .###. #...# #...# #...# #...# #...# #####
"""
_LETTERS = {
    letter: np.array([[dot == "#" for dot in row] for row in rows])
    for letter, *rows in (line.split() for line in _DRAWN.strip().splitlines())
}
_TALL = [0, 1, 2, 3, 3, 4, 5, 6]  # rows of a tall letter


def has_letter(letter: str) -> bool:
    """Whether the generator has this letter."""
    return letter == " " or letter in _LETTERS


@cache
def draw_text(text: str, maker: MakerName, dot: tuple[int, int]) -> tuple[Dots, Dots]:
    """Draw a text: bool (height, width) twice, its light pixels, and all that cover the picture.

    `dot`: width and height of a dot. Letters that the generator lacks are blank. The margin is one dot on each side.
    """
    rows = len(_TALL) if maker == "yokohama" else HEIGHT
    light = np.zeros((rows + 2, CELL_WIDTH * len(text) + 1), bool)
    for place, letter in enumerate(text):
        if letter in _LETTERS:
            drawn = _LETTERS[letter][_TALL] if maker == "yokohama" else _LETTERS[letter]
            light[1:-1, 1 + place * CELL_WIDTH : 1 + place * CELL_WIDTH + WIDTH] = drawn

    # Heavy strokes, outlines and shadows are fractions of a dot wide.
    width, height = dot
    fine = light.repeat(height, axis=0).repeat(width, axis=1)
    if maker == "osaka":
        fine = binary_dilation(fine, np.ones((1, 3), bool))
    if maker == "tokyo":
        shadow = np.zeros_like(fine)
        shadow[height // 2 :, width // 2 :] = fine[: fine.shape[0] - height // 2, : fine.shape[1] - width // 2]
        return fine, fine | shadow
    return fine, binary_dilation(fine, np.ones((3, 5), bool))
