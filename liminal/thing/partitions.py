"""Office partitions."""

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.hardware import glide
from liminal.thing.turning import turned

TRIM = paint(Finish.PAINTED_STEEL, "#8d8677")
CLOTH = paint(Finish.FABRIC, "#5c646b")
STANDARD = paint(Finish.PAINTED_STEEL, "#6f6a60")
SLOT = paint(Finish.PAINTED_STEEL, "#211f1c")
KNOCKOUT = paint(Finish.PLASTIC, "#7d7669")


def cubicle_panel(b: Builder) -> None:
    """A panel of an office cubicle, cloth on both sides, raceway at its foot: 60 x 59 in, 1.52 x 0.065 x 1.50 m."""
    width, thick, height, foot, trim, race = 1.524, 0.065, 1.50, 0.022, 0.020, 0.105
    for side in (-1, 1):
        place = side * (width - trim) / 2, (height + foot - trim) / 2, 0
        b.box((trim, height - foot - trim + 0.002, thick), place, TRIM, bevel=0.004, spacing=0.3, hollow=True)
    b.cushion((width, trim, thick), (0, height - trim / 2, 0), TRIM, radius=0.009, spacing=0.3, hollow=True)
    inner = width - 2 * trim
    b.box((inner, race, thick - 0.010), (0, foot + race / 2, 0), TRIM, bevel=0.003, spacing=0.4, hollow=True)
    cloth = inner - 0.034, height - trim - foot - race - 0.008
    middle = foot + race + 0.004 + cloth[1] / 2
    b.cushion((*cloth, thick - 0.006), (0, middle, 0), CLOTH, radius=0.010, swell=0.001, spacing=0.3, hollow=True)
    b.proxy((width, height - foot, thick - 0.008), (0, (height + foot) / 2, 0))
    for x in (-0.70, 0.70):
        glide(b, x, 0, foot + 0.004, 0.017)

    # Slotted standards beside the cloth, pitch 1 in, take the brackets of shelves; blank plates cover the outlets.
    for turn in (0, 180):
        with b.within((0, 0, 0), turned("y", turn)):
            for side in (-1, 1):
                x = side * (inner / 2 - 0.0085)
                b.patch((0.018, cloth[1]), (x, middle, thick / 2 - 0.009), STANDARD, spacing=0.3)
                for number in range(51 if b.near else 0):
                    b.patch((0.004, 0.013), (x, middle + 0.0254 * (number - 25), thick / 2 - 0.008), SLOT)
            if b.near:
                for x in (-0.42, 0.42):
                    b.patch((0.118, 0.052), (x, foot + 0.056, thick / 2 - 0.0042), SLOT)
                    b.box(
                        (0.114, 0.048, 0.002), (x, foot + 0.056, thick / 2 - 0.004), KNOCKOUT, bevel=0.001, hollow=True
                    )
                b.patch((inner, 0.003), (0, foot + race + 0.002, thick / 2 - 0.0035), SLOT, spacing=2)
