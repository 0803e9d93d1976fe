"""`liminal export`: figures with skeletons, skins and motions, read back with a library and moved by matrices."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pygltflib
import pytest
from bvh_files import MAKERS, write_bvh
from scipy.spatial import cKDTree
from scipy.spatial.transform import Rotation, Slerp
from walker import walking

import liminal as library
from liminal.body.character import character_of
from liminal.body.character_body import character_body
from liminal.body.character_file import CharacterFile
from liminal.body.figure import Figure
from liminal.body.skinned_body import LEVELS
from liminal.export.figure_nodes import FigureNode
from liminal.export.filmed_part import FilmedPart
from liminal.export.gltf import gltf_bytes
from liminal.export.model import Model, cut_out
from liminal.export.obj import obj_files
from liminal.matchmove.camera_move import sampled_move
from liminal.motion.motion_file import read_motion
from liminal.motion.person import PERSON_BONES
from liminal.motion.retarget import retarget
from liminal.motion.rigged_model import read_rigged_model
from liminal.motion.skeleton import JointFrames
from liminal.rate import FRAME_RATE
from liminal.settings.figure import FigureSettings
from liminal.settings.file_stamp import file_stamp
from liminal.settings.load import load_preset
from liminal.settings.motion import MotionSettings
from liminal.view.pose import Pose
from liminal.view.stage_events import NO_EVENTS

RADIUS = 3.0
INSTANTS = (0.0, 0.61, 1.2, 2.345, 3.5)  # s
COMPONENTS = {pygltflib.FLOAT: "<f4", pygltflib.UNSIGNED_INT: "<u4", pygltflib.UNSIGNED_BYTE: "u1"}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}


def people(folder: Path) -> Model:
    """A part of the place, level and without its walls, in which a man walks and another stands."""
    write_bvh(folder / "walk.bvh", walking(30.0), MAKERS["mixamo"])
    world = library.World(
        7,
        load_preset("level-0").model_copy(
            update={
                "figure": (
                    FigureSettings(body="man", at=(-0.6, -0.5), yaw=40.0, motion=str(folder / "walk.bvh")),
                    FigureSettings(body="man", at=(1.0, 1.0), yaw=250.0, stature=1.6, stance=0.3),
                    FigureSettings(body="man", at=(RADIUS - 0.05, 0.0), yaw=0.0),  # the border would cut him
                )
            }
        ),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("liminal.export.figure_nodes.FINEST", LEVELS - 1)  # a sixth of the corners
        return replace(cut_out(world, {}, (0.0, 0.0), RADIUS), nodes=())


LEVEL = np.array([1.0, 0.0, 1.0])


class File:
    """A .glb with skins, moved by matrices."""

    def __init__(self, path: Path) -> None:
        self.gltf = pygltflib.GLTF2().load_binary(str(path))
        self.parents = {child: at for at, node in enumerate(self.gltf.nodes) for child in node.children or ()}

    def read(self, index: int) -> np.ndarray:
        accessor = self.gltf.accessors[index]
        view = self.gltf.bufferViews[accessor.bufferView]
        width, dtype = WIDTHS[accessor.type], np.dtype(COMPONENTS[accessor.componentType])
        begin = view.byteOffset + accessor.byteOffset
        assert accessor.byteOffset + accessor.count * width * dtype.itemsize <= view.byteLength
        return np.frombuffer(self.gltf.binary_blob(), dtype, accessor.count * width, begin).reshape(-1, width)

    def locals_at(self, time: float | None) -> dict[int, np.ndarray]:
        """The matrix of each node in its parent's space at a time, s, of its animation; None: as it is without."""
        places = {at: np.array(node.translation or (0, 0, 0), float) for at, node in enumerate(self.gltf.nodes)}
        turns = {at: Rotation.from_quat(node.rotation or (0, 0, 0, 1)) for at, node in enumerate(self.gltf.nodes)}
        for channel in self.gltf.animations[0].channels if time is not None else ():
            sampler, node = self.gltf.animations[0].samplers[channel.sampler], channel.target.node
            keys, values = self.read(sampler.input)[:, 0].astype(float), self.read(sampler.output).astype(float)
            if channel.target.path == "translation":
                places[node] = np.array([np.interp(time, keys, values[:, axis]) for axis in range(3)])
            else:
                turns[node] = Slerp(keys, Rotation.from_quat(values))(min(time, keys[-1]))
        found = {}
        for node, place in places.items():
            found[node] = np.eye(4)
            found[node][:3, :3], found[node][:3, 3] = turns[node].as_matrix(), place
        return found

    def joints(self, skin: int, time: float | None) -> np.ndarray:
        """The matrices (n, 4, 4) of a skin's joints in the scene."""
        own = self.locals_at(time)

        def whole(node: int) -> np.ndarray:
            return own[node] if node not in self.parents else whole(self.parents[node]) @ own[node]

        return np.array([whole(node) for node in self.gltf.skins[skin].joints])

    def corners(self, name: str, time: float | None) -> np.ndarray:
        """Where the corners of a skinned mesh are: linear blend skinning."""
        node = next(node for node in self.gltf.nodes if node.name == name)
        inverse = self.read(self.gltf.skins[node.skin].inverseBindMatrices).reshape(-1, 4, 4).transpose(0, 2, 1)
        moves = self.joints(node.skin, time) @ inverse
        found = []
        for each in self.gltf.meshes[node.mesh].primitives:
            position, joints, weights = (
                self.read(getattr(each.attributes, field)) for field in ("POSITION", "JOINTS_0", "WEIGHTS_0")
            )
            assert np.abs(weights.sum(1) - 1).max() < 1e-6
            blend = np.einsum("vk,vkij->vij", weights, moves[joints])
            found.append(np.einsum("vij,vj->vi", blend, np.column_stack([position, np.ones(len(position))]))[:, :3])
        return np.concatenate(found)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return people(tmp_path_factory.mktemp("figures"))


@pytest.fixture(scope="module")
def path(model: Model, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("figures") / "people.glb"
    path.write_bytes(gltf_bytes(model))
    return path


def places(model: Model, figure: Figure, time: float) -> np.ndarray:
    """Where the joints of a figure are in the model's space at a time of the film; one that stands as at 0 s."""
    frames = figure.frames_at(time if figure.motion is not None else 0.0)
    return frames.positions - (model.origin[0], 0.0, model.origin[1])


def shape(model: Model, node: FigureNode) -> np.ndarray:
    """Where the corners of a figure's skin are in the model's space, as it is drawn."""
    body, figure = node.figure.body, node.figure
    posed = node.skin.posed(body.motions(figure.frames_at(0.0)))["position"]
    return posed - (model.origin[0], 0.0, model.origin[1])


def test_joints_are_where_the_figures_have_them(model: Model, path: Path) -> None:
    file = File(path)
    assert [skin.name for skin in file.gltf.skins] == ["man 1", "man 2"]
    assert {channel.target.path for channel in file.gltf.animations[0].channels} == {"rotation", "translation"}
    for skin, node in enumerate(model.figures):
        names = [file.gltf.nodes[joint].name for joint in file.gltf.skins[skin].joints]
        assert tuple(names) == node.figure.body.skeleton.names
        for time in INSTANTS:
            found = file.joints(skin, time)[:, :3, 3]
            # Pictures go straight between 60 poses a second, files turn joints.
            assert np.linalg.norm(found - places(model, node.figure, time), axis=1).max() < 2e-4
        # Without the animation they stand as a still shows them.
        found = file.joints(skin, None)[:, :3, 3]
        assert np.linalg.norm(found - places(model, node.figure, 0.0), axis=1).max() < 1e-4


def test_who_stands_sways_in_a_film_s_model(model: Model, tmp_path: Path) -> None:
    """As in the film, where a head goes by some millimetres, and is not yet off at 0 s."""
    standing = model.figures[1]
    film = FilmedPart(sampled_move(lambda time: Pose(0.0, 1.6, 0.0), 60, FRAME_RATE), NO_EVENTS, 2.0)
    path = tmp_path / "standing.glb"
    path.write_bytes(gltf_bytes(replace(model, figures=(standing,), film=film)))
    file, head = File(path), standing.figure.body.skeleton.names.index("head")
    heads = []
    for time in (0.0, 0.6, 1.2, 2.0):
        frames, found = standing.figure.frames_at(time), file.joints(0, time)[:, :3, 3]
        wanted = frames.positions - (model.origin[0], 0.0, model.origin[1])
        assert np.linalg.norm(found - wanted, axis=1).max() < 2e-4
        heads.append(found[head])
    assert 0.001 < np.ptp(heads, axis=0).max() < 0.05


def test_skins_follow_the_joints(model: Model, path: Path) -> None:
    """Skins of glTF are blended otherwise than ours: in creases they differ, and nowhere else."""
    file = File(path)
    for node in model.figures:
        found, drawn = file.corners(f"{node.made.name} skin", None), shape(model, node)
        apart = cKDTree(drawn).query(found)[0]
        assert np.median(apart) < 2e-4
        assert np.percentile(apart, 99) < 0.01
        assert apart.max() < 0.03
        assert cKDTree(found).query(drawn)[0].max() < 0.03


def test_our_own_reader_takes_them_for_characters(model: Model, path: Path) -> None:
    read, file = read_rigged_model(path), File(path)
    corners = np.concatenate([file.corners(f"{node.made.name} skin", None) for node in model.figures])
    assert np.linalg.norm(read.corners(read.stands) - corners, axis=1).max() < 1e-4
    captured, walker = read_motion(path, MotionSettings()), model.figures[0].figure
    hips = captured.bones.joints["hips"]
    assert captured.motion.seconds == pytest.approx(walker.begin + walker.motion.seconds, abs=0.02)
    for time in INSTANTS:
        found = captured.motion.skeleton.frames(captured.motion.pose_at(time)).positions[hips]
        assert np.linalg.norm(found - places(model, walker, time)[walker.body.skeleton.names.index("hips")]) < 1e-3
    # It was saved as it walked, and a person takes over the walk all the same.
    taken = retarget(captured.motion, captured.bones, walker.body.skeleton, PERSON_BONES)
    for time in INSTANTS:
        # What is taken over begins at the origin.
        wanted, found = (
            walker.body.skeleton.frames(each.pose_at(time - begin)).positions - each.pose_at(-begin).offsets[0] * LEVEL
            for each, begin in ((walker.motion, walker.begin), (taken, 0.0))
        )
        assert np.linalg.norm(found - wanted, axis=1).max() < 0.03


def test_an_exported_figure_is_a_body_again(model: Model, tmp_path: Path) -> None:
    """Of the same skin, where it was made, and with the same joints, which bend it as much."""
    node = model.figures[0]
    path = tmp_path / "man.glb"
    path.write_bytes(gltf_bytes(replace(model, figures=(node,))))
    character = CharacterFile(str(path), file_stamp(path, "character", 10**9))
    found, made = character_body(character, character_of(character).stature), node.figure.body
    joints = [found.skeleton.names.index(name) for name in made.skeleton.names]
    apart = found.bind.positions[joints] - made.bind.positions
    assert np.linalg.norm(np.ptp(apart, axis=0)) < 1e-3
    shift = apart.mean(axis=0)
    there, here = found.skin(0).corners, node.skin.corners
    distance, nearest = cKDTree(there["position"]).query(here["position"] + shift)
    assert distance.max() < 1e-3
    assert there["colour"][nearest] == pytest.approx(here["colour"], abs=0.02)
    frames, wanted = JointFrames(*(each.copy() for each in found.bind)), node.figure.frames_at(1.0)
    frames.positions[joints], frames.rotations[joints] = wanted.positions, wanted.rotations
    bent = (found.skin(0), found.motions(frames)), (node.skin, made.motions(wanted))
    posed = [skin.posed(motions)["position"] for skin, motions in bent]
    assert np.linalg.norm(posed[0][nearest] - posed[1], axis=1).max() < 1e-3


def test_obj_has_them_as_they_stand(model: Model) -> None:
    path = Path("people.obj")
    text = obj_files(path, model)[path].decode()
    parts = {part.split("\n", 1)[0]: part.splitlines() for part in text.split("\no ")[1:]}
    assert list(parts) == ["man_1", "man_2"]
    for lines, node in zip(parts.values(), model.figures, strict=True):
        found = np.array([line.split()[1:] for line in lines if line.startswith("v ")], float)
        assert found.shape[1] == 3  # no colours of corners, which few programs read
        assert cKDTree(shape(model, node)).query(found)[0].max() < 1e-4
        assert sum(line.startswith("f ") for line in lines) == sum(len(coat.triangles) for coat in node.made.coats)
        assert len({line for line in lines if line.startswith("usemtl ")}) > 3
