"""How much work the frames of a film are, and how the time left is told from it."""

from rich.progress import Progress as Bar
from staged import story

from liminal.api.effort import Effort
from liminal.api.workers import shares_of
from liminal.cli.progress import TimeLeft
from liminal.film.segment_store import segments
from liminal.shoot.scenes import scene_of


def test_all_efforts_of_a_film_are_its_total() -> None:
    film = story("wander")
    every = list(segments(0, 600))
    for workers in (1, 2, 3):
        shares = shares_of(every, workers)
        effort = Effort(film, shares)
        made = sum(effort.of(frame) for frame in range(600))
        # Alone, the sound is made after the last frame.
        assert (made < effort.total) == (workers == 1)
        assert made > effort.total / 1.1
    assert made == effort.total


def test_a_frame_before_which_a_scene_is_lit_is_more_work() -> None:
    film = story("wander")
    effort = Effort(film, shares_of(list(segments(0, 600)), 1))
    more = [frame for frame in range(600) if effort.of(frame) > 1]
    frame, expected = 0, []
    while frame < 600:
        expected.append(frame)
        frame = scene_of(film, frame)[1]
    assert more == expected


def test_what_is_there_already_is_no_work() -> None:
    """A run that goes on with the first and the last of four segments lights the scenes of these alone."""
    film = story("wander")
    first, *_, last = segments(0, 600)
    effort = Effort(film, [[first, last]])
    made = sum(effort.of(frame) for segment in (first, last) for frame in range(*segment))
    assert made < effort.total < 1.1 * made
    assert effort.of(last.first) > 1


def test_the_time_left_is_told_from_the_work_and_not_from_the_frames() -> None:
    now = 0.0
    bar = Bar(get_time=lambda: now)
    column = TimeLeft()
    bar.add_task("", total=100, unit="frames", rate=30.0, share=0.0)
    (task,) = bar.tasks
    now = 30.0
    bar.update(task.id, completed=50, share=0.05)
    assert column.render(task).plain == "-:--:--"
    bar.update(task.id, completed=50, share=0.25)
    column = TimeLeft()  # one draws only now and then
    assert column.render(task).plain == "0:01:30"
