"""Train the shipped models: data sets, synthesis, networks, recipes, loop and export.

The only room that imports torch. Nothing outside it imports it, but for the command line,
which does so when `inkread train` is called.
"""

import os

# As in `inkread.session`, before anything here imports onnxruntime: it is to keep to itself.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
