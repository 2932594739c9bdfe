"""Where digits are printed on the sudoku photographs beside the puzzle: by eye.

Other puzzles, the solution of yesterday, the number of the puzzle, a television guide. What is read
there is no invention; whether it is right is not measured. Only the photographs on which something
was answered outside the grid were looked at, so that a reader which sees more may be counted some
inventions that are none. Letters in crosswords and smudges are in no area.
"""

from __future__ import annotations

from collections.abc import Mapping

from inkread.page import Box

# x0, y0, x1, y1 in hundredths of the photograph's width and height.
AREAS: Mapping[str, tuple[tuple[int, int, int, int], ...]] = {
    "image1003": ((50, 0, 100, 26), (90, 25, 100, 93)),
    "image1004": ((55, 10, 100, 18),),
    "image1006": ((93, 12, 100, 92),),
    "image1011": ((4, 0, 94, 23), (78, 91, 97, 97)),
    "image1014": ((0, 0, 5, 9), (0, 86, 6, 100), (63, 93, 74, 100)),
    "image1022": ((0, 2, 44, 14),),
    "image1031": ((11, 7, 31, 16),),
    "image1036": ((5, 95, 25, 100),),
    "image1040": ((0, 0, 92, 17),),
    "image1045": ((10, 82, 47, 100),),
    "image1055": ((92, 7, 99, 12),),
    "image1066": ((1, 88, 44, 100),),
    "image1067": ((58, 65, 100, 100),),
    "image1070": ((11, 93, 45, 100),),
    "image1075": ((54, 8, 69, 15), (0, 15, 8, 100), (61, 80, 75, 87), (12, 83, 62, 100)),
    "image1077": ((61, 85, 77, 92), (9, 87, 63, 100)),
    "image1078": ((9, 94, 42, 100),),
    "image1082": ((73, 83, 100, 100),),
    "image1083": ((0, 1, 6, 10), (0, 35, 6, 48), (61, 82, 76, 88), (11, 85, 63, 100)),
    "image1086": ((0, 3, 8, 10), (63, 80, 76, 86), (12, 83, 64, 100)),
    "image1087": ((59, 78, 95, 100),),
    "image206": ((76, 1, 86, 10),),
    "image209": ((4, 32, 19, 43), (89, 14, 95, 34), (19, 92, 73, 100)),
    "image93": ((70, 0, 100, 100),),
    "image94": ((70, 0, 100, 100),),
    "image95": ((70, 0, 100, 100),),
    "image96": ((70, 0, 100, 100),),
    "image97": ((70, 0, 100, 100),),
}


def is_printed(photograph: str, box: Box, size: tuple[int, int]) -> bool:
    """Whether the middle of `box`, px, lies where digits are printed on a photograph of `size`,
    width and height px."""
    x, y = (100 * at / side for at, side in zip(box.centre, size, strict=True))
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in AREAS.get(photograph, ()))
