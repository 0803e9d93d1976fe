"""The stored references of light before the path tracer that made them: do they show this world as it is exported?

    pip install '.[dev,oracle]'
    pytest tests/oracle/check_light.py

Not part of the ordinary suite, for what it needs; what is missing fails here.
"""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).parent
SCRIPT = HERE.parents[1] / "scripts" / "oracle.py"


def test_references_are_what_the_path_tracer_makes(tmp_path: Path) -> None:
    """A noisy new one, of the scene as it is exported today, agrees on the whole, and leaves out the same pixels."""
    name = json.loads((HERE / "views.json").read_text())["views"][0]["name"]
    subprocess.run([sys.executable, SCRIPT, name, "--noise", "0.2", "--to", tmp_path], check=True)
    new, stored = (np.asarray(Image.open(folder / f"{name}.png"), float) for folder in (tmp_path, HERE))
    assert ((new == 0) == (stored == 0)).mean() > 0.99
    both = (new > 0) & (stored > 0)
    bias = np.mean(2 ** ((new[both] - stored[both]) / 256)) - 1
    print(f"{name}: the new one is {bias:+.2%} brighter")
    assert abs(bias) < 0.005
