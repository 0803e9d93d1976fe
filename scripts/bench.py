"""How long things take here: a table of medians beside the bars they are held to and what others need.

    .venv/bin/python scripts/bench.py [WORD ...]     only the rows whose name has one of the words

Nothing fails when a bar is missed: machines differ, and the numbers are for people. A bench that cannot run says so.
"""

import os
import subprocess
import sys
from statistics import median

import benches_commands
import benches_figures
import benches_frame
import benches_light
import benches_motion
import benches_tape
from rich.console import Console
from rich.table import Table
from yardstick import Bench

# Processes of their own come first: a child counts what its parent held when it was started as its own memory.
BENCHES = (
    *benches_commands.BENCHES,
    *benches_light.BENCHES,
    *benches_motion.BENCHES,
    *benches_tape.BENCHES,
    *benches_frame.BENCHES,
    *benches_figures.BENCHES,
)


def row(bench: Bench) -> tuple[str, ...]:
    """Run one bench and tell how it went."""
    try:
        value = median(bench.measure() for _ in range(bench.times))
    except subprocess.CalledProcessError as error:
        words = (error.stderr or "").strip().splitlines() or [f"exit {error.returncode}"]
        return bench.name, "[red]failed[/]", f"{bench.bar:.3g}", bench.unit, words[-1]
    held = value >= bench.bar if bench.more_is_better else value <= bench.bar
    return bench.name, f"[{'green' if held else 'red'}]{value:.3g}[/]", f"{bench.bar:.3g}", bench.unit, bench.peers


def main() -> None:
    """Run the benches that were asked for and print the table."""
    wanted = [bench for bench in BENCHES if not sys.argv[1:] or any(word in bench.name for word in sys.argv[1:])]
    table = Table(
        "what", "median", "bar", "", "others", title=f"{os.cpu_count()} cores", title_justify="left", box=None
    )
    console = Console(width=None if sys.stdout.isatty() else 140)
    for bench in wanted:
        with console.status(bench.name):
            table.add_row(*row(bench))
    console.print(table)


if __name__ == "__main__":
    main()
