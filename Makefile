# What one does with a checkout. Each target sets up first; a second time that costs nothing.

BIN := .venv/bin
# Nothing may import the checkout by accident: what runs is the installed package.
export PYTHONSAFEPATH := 1

.PHONY: demo test check bench setup clean

demo: setup  ## a picture and a walk, in out/
	@mkdir -p out
	$(BIN)/liminal still level-0 --seed 7 --size 1440x1080 -o out/still.png
	$(BIN)/liminal clip level-0 --seed 7 --seconds 5 -o out/walk.mp4

test: setup  ## the tests, on the installed package; ARGS="-k map" picks some
	$(BIN)/pytest -n 2 $(ARGS)

check: setup  ## lint, format, types, shaders
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy liminal scripts
	@scripts/setup shader-checker
	$(BIN)/python scripts/check_shaders.py

bench: setup  ## a table of what takes how long; never fails a build
	PYTHONPATH=scripts $(BIN)/python scripts/bench.py $(ARGS)

setup:  ## make .venv, with the program installed in it
	@scripts/setup

clean:  ## take away what the other targets made
	rm -rf .venv out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
