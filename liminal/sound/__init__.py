"""The sound of a film, synthesised: the place, the operator, the camcorder and its microphone, the tape's track."""
