"""The strider: a tall thin thing of black cable, as lines with radii and as tubes, at any time of its walk."""

import numpy as np

WAY = [(183.5, -40.2), (185.1, -40.1), (186.3, -39.9), (187.15, -39.1), (187.6, -37.8)]  # x and z, m, in the world
SPEED = 1.15  # m/s
STEP = 0.74  # m from one foot to the other
STANCE = 1.24  # steps that a foot stays down for
SCALE = 1.17  # of all lengths below
THIGH, SHIN, HIP = 0.53, 0.55, 1.01  # m
SIDES = 7  # corners around a cable


class Walk:
    """Where its joints are at a time: x, y, z in metres, z up, as Blender has it."""

    def __init__(self, origin: tuple[float, float]) -> None:
        corners = np.array([(x - origin[0], origin[1] - z) for x, z in WAY])
        knots = np.linspace(0, len(corners) - 1, 400)
        way = np.column_stack([np.interp(knots, range(len(corners)), corners[:, axis]) for axis in (0, 1)])
        kernel = np.hanning(81) / np.hanning(81).sum()
        padded = np.concatenate([2 * way[0] - way[40:0:-1], way, 2 * way[-1] - way[-2:-42:-1]])
        self._way = np.column_stack([np.convolve(padded[:, axis], kernel, "valid") for axis in (0, 1)])
        lengths = np.linalg.norm(np.diff(self._way, axis=0), axis=1)
        self._arc = np.concatenate([[0.0], np.cumsum(lengths)])

    def at(self, arc: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return a place on the floor along its way, ahead, and to the left."""
        ends = [np.array([np.interp(a, self._arc, self._way[:, axis]) for axis in (0, 1)]) for a in (arc, arc + 0.3)]
        overshoot = max(arc - self._arc[-1], 0.0)
        ahead = ends[1] - ends[0]
        if np.linalg.norm(ahead) < 0.05:
            ahead = self._way[-1] - self._way[-20]
        ahead = np.append(ahead / np.linalg.norm(ahead), 0.0)
        return np.append(ends[0], 0.0) + overshoot * ahead, ahead, np.array([-ahead[1], ahead[0], 0.0])

    def foot(self, side: int, arc: float) -> np.ndarray:
        """Return where an ankle is: it stands, or goes from one print to the next. `side`: 0 left, 1 right."""
        number = np.floor((arc / STEP + STANCE / 2 - side) / 2) * 2 + side
        share = (arc / STEP - number + STANCE / 2) / 2  # of a cycle since it came down
        prints = [self._print(side, (number + more) * STEP) for more in (0, 2)]
        swing = np.clip((share - STANCE / 2) / (1 - STANCE / 2), 0, 1)
        eased = swing**2 * (3 - 2 * swing)
        lift = 0.05 + 0.15 * np.sin(np.pi * swing**0.8) ** 2
        return (1 - eased) * prints[0] + eased * prints[1] + (0, 0, lift)

    def _print(self, side: int, arc: float) -> np.ndarray:
        place, _, left = self.at(arc)
        return place + (0.075 if side == 0 else -0.075) * left

    def joints(self, time: float, camera: np.ndarray) -> dict[str, np.ndarray]:
        """Return all joints; at the end of its way the head turns to the `camera`."""
        arc = SPEED * time
        place, ahead, left = self.at(arc)
        phase, up = np.pi * arc / STEP, np.array([0.0, 0.0, 1.0])
        hips = place + (HIP - 0.025 * np.cos(2 * phase)) * SCALE * up + 0.035 * np.cos(phase) * left
        lean = 0.34 + 0.03 * np.sin(2 * phase)
        spine = np.sin(lean) * ahead + np.cos(lean) * up
        twist = 0.16 * np.sin(phase)
        across = np.cos(twist) * left + np.sin(twist) * ahead
        joints = {"hips": hips, "waist": hips + SCALE * (0.2 * spine - 0.03 * ahead)}
        joints["chest"] = hips + SCALE * (0.5 * spine + 0.02 * up)
        joints["neck"] = hips + SCALE * (0.63 * spine + 0.06 * ahead)
        nod = 0.03 * np.sin(2 * phase + 0.6)
        joints["head"] = joints["neck"] + SCALE * ((0.17 + nod) * ahead + 0.16 * up)
        seen = camera - joints["head"]
        seen = seen / np.linalg.norm(seen)
        turned = np.clip((time - 2.6) / 0.5, 0, 1) ** 2 * 0.9
        face = (1 - turned) * ahead + turned * seen
        joints["face"] = joints["head"] + 0.12 * SCALE * face / np.linalg.norm(face) - 0.04 * SCALE * up
        for side, name in enumerate(("left", "right")):
            out = across if side == 0 else -across
            hip = hips + 0.07 * SCALE * out - 0.03 * SCALE * up
            ankle = self.foot(side, arc)
            joints[f"{name} hip"], joints[f"{name} ankle"] = hip, ankle
            joints[f"{name} knee"] = _bent(hip, ankle, THIGH * SCALE, SHIN * SCALE, ahead + 0.15 * out)
            joints[f"{name} toe"] = np.append((ankle + 0.24 * ahead + 0.03 * out)[:2], 0.012)
            swing = 0.42 * np.sin(phase + np.pi * side - 0.35) + 0.12
            shoulder = joints["chest"] + SCALE * (0.17 * out + 0.03 * up - 0.02 * ahead)
            upper = -np.cos(swing) * up + np.sin(swing) * ahead + 0.13 * out
            bend = swing + 0.3 + 0.16 * np.sin(phase + np.pi * side - 0.9)
            lower = -np.cos(bend) * up + np.sin(bend) * ahead - 0.02 * out
            joints[f"{name} shoulder"], joints[f"{name} elbow"] = shoulder, shoulder + 0.43 * SCALE * upper
            joints[f"{name} wrist"] = joints[f"{name} elbow"] + 0.47 * SCALE * lower
            joints[f"{name} hand"] = joints[f"{name} wrist"] + 0.34 * SCALE * (lower - 0.25 * ahead)
        return joints


def _bent(hip: np.ndarray, ankle: np.ndarray, thigh: float, shin: float, ahead: np.ndarray) -> np.ndarray:
    """Return the knee of a leg of these lengths, by the law of cosines."""
    way = ankle - hip
    length = min(np.linalg.norm(way), (thigh + shin) * 0.999)
    way = way / np.linalg.norm(way)
    along = (thigh**2 - shin**2 + length**2) / (2 * length)
    aside = ahead - (ahead @ way) * way
    return hip + along * way + np.sqrt(max(thigh**2 - along**2, 0.0)) * aside / np.linalg.norm(aside)


def cables(walk: Walk, time: float, camera: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return the middle lines (n, 3) and radii (n,) of all its cables at a time; always the same number of each."""
    now, chance = walk.joints(time, camera), np.random.default_rng(11)
    past = [walk.joints(time - 0.055 * step, camera) for step in range(5)]
    made = []

    def bundle(names: list[str], girth: list[float], count: int, rings: int, splay: float) -> None:
        """Cables that wind about each other along joints, and part at the end."""
        line = _through(np.array([now[name] for name in names]), rings)
        widths = np.interp(np.linspace(0, 1, rings), np.linspace(0, 1, len(girth)), girth) * SCALE
        right, over = _frames(line)
        for strand in range(count):
            angle = 2 * np.pi * strand / count + chance.uniform(-0.5, 0.5)
            turns, own = chance.uniform(-1.1, 1.1), chance.uniform(0.35, 1.1)
            waves, shift = chance.uniform(2, 5), chance.uniform(0, 6.28, 2)
            along = np.linspace(0, 1, rings)
            about = angle + 2 * np.pi * turns * along + 0.5 * np.sin(waves * 6.28 * along + shift[0])
            reach = widths * own * (1 + 0.25 * np.sin(waves * 4 * along + shift[1]))
            reach = reach + splay * np.clip((along - 0.84) / 0.16, 0, 1) ** 1.5 * (0.4 + own)
            about = np.where(along > 0.8, about[int(0.8 * rings)] + (about - about[int(0.8 * rings)]) * 0.2, about)
            points = line + reach[:, None] * (np.cos(about)[:, None] * right + np.sin(about)[:, None] * over)
            points[:, 2] = np.maximum(points[:, 2], 0.008)
            thick = chance.uniform(0.0055, 0.0115) * np.minimum(1, 0.25 + 3 * (1 - along))
            made.append((points, thick))

    bundle(["hips", "waist", "chest", "neck", "head"], [0.085, 0.045, 0.11, 0.11, 0.04, 0.05], 17, 44, 0.0)
    for name in ("left", "right"):
        leg = ["waist", f"{name} hip", f"{name} knee", f"{name} ankle", f"{name} toe"]
        bundle(leg, [0.05, 0.06, 0.045, 0.03, 0.034, 0.02, 0.02], 9, 54, 0.05)
        arm = ["neck", f"{name} shoulder", f"{name} elbow", f"{name} wrist", f"{name} hand"]
        bundle(arm, [0.05, 0.045, 0.03, 0.026, 0.018, 0.014], 7, 50, 0.045)
    middle, ahead = (now["head"] + now["face"]) / 2, now["face"] - now["head"]
    ahead = ahead / np.linalg.norm(ahead)
    aside = np.cross((0, 0, 1), ahead)
    for _ in range(22):  # a head of loops
        axis, start, turn = chance.normal(size=3), chance.uniform(0, 6.28), chance.uniform(0.8, 1.3)
        axis = axis / np.linalg.norm(axis)
        one = np.cross(axis, chance.normal(size=3))
        one = one / np.linalg.norm(one)
        sweep = start + np.linspace(0, 2 * np.pi * turn, 26)
        loop = np.cos(sweep)[:, None] * one + np.sin(sweep)[:, None] * np.cross(axis, one)
        loop = loop * chance.uniform(0.75, 1.05) * (0.075, 0.115, 0.13) * SCALE
        made.append((middle + loop @ np.array([aside, ahead, (0, 0, 1)]), np.full(26, chance.uniform(0.005, 0.009))))
    hung = ["neck", "chest", "left shoulder", "right shoulder", "left elbow", "right elbow", "waist", "hips", "head"]
    for number in range(27):  # ends that hang, late
        name, long = hung[number % len(hung)], chance.uniform(0.25, 0.75) * SCALE
        along, offset = np.linspace(0, 1, 16), chance.normal(size=3) * 0.045
        behind = np.array([joints[name] for joints in past])
        trail = np.column_stack([np.interp(along * 4, range(5), behind[:, axis]) for axis in range(3)])
        curl = 0.03 * np.sin(along * chance.uniform(3, 7) + chance.uniform(0, 6.28))
        points = 0.45 * behind[0] + 0.55 * trail + offset * (1 + along[:, None])
        points = points + np.column_stack([curl * along, 0.7 * curl * along, -long * along])
        points[:, 2] = np.maximum(points[:, 2], 0.008)
        made.append((points, chance.uniform(0.003, 0.006) * (1 - 0.6 * along)))
    return made


def _through(points: np.ndarray, rings: int) -> np.ndarray:
    """Return a Catmull-Rom curve through points, (rings, 3), even along its length."""
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    fine = []
    for first in range(len(points) - 1):
        a, b, c, d = padded[first : first + 4]
        t = np.linspace(0, 1, 24)[:, None]
        # A tension of 0.3 keeps knees and elbows from bulging.
        ease = t**2 * (3 - 2 * t)
        bend = (t**3 - 2 * t**2 + t) * 0.3 * (c - a) + (t**3 - t**2) * 0.3 * (d - b)
        fine.append((1 - ease) * b + ease * c + bend)
    line = np.concatenate(fine)
    arc = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1) + 1e-9)])
    even = np.linspace(0, arc[-1], rings)
    return np.column_stack([np.interp(even, arc, line[:, axis]) for axis in range(3)])


def _frames(line: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return two unit vectors across a line at each of its points, that turn as little as they can."""
    ahead = np.gradient(line, axis=0)
    ahead = ahead / np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-9)
    right = np.empty_like(line)
    last = np.cross(ahead[0], (0.31, 0.9, 0.29))
    for number, way in enumerate(ahead):
        last = last - (last @ way) * way
        last = last / np.linalg.norm(last)
        right[number] = last
    return right, np.cross(ahead, right)


def tubes(lines: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Return the corners of cables, (n, 3): SIDES around each point of each."""
    angles = 2 * np.pi * np.arange(SIDES) / SIDES
    whole = []
    for line, radius in lines:
        right, over = _frames(line)
        ring = np.cos(angles)[None, :, None] * right[:, None] + np.sin(angles)[None, :, None] * over[:, None]
        whole.append((line[:, None] + radius[:, None, None] * ring).reshape(-1, 3))
    return np.concatenate(whole)
