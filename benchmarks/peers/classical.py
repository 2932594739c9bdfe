"""The classical peers: k nearest neighbours and a support vector machine on the pixels of MNIST.

Both are fitted on the 60,000 training pictures and on nothing else, and read one digit only.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Literal

import numpy as np
from benchmarks.peers.peer import Character, Task, page_of, version_of
from benchmarks.peers.pictures import like_mnist

from inkread.evaluation.bench import PageReader, find_file
from inkread.evaluation.digits import load_mnist
from inkread.options import ReadOptions
from inkread.page import Box, Page

Method = Literal["k-NN", "SVM"]

# The usual best values for plain pixels scaled to 0..1: three neighbours, the nearer the heavier; a
# Gaussian kernel of width 0.02 with C = 10 (98.4 to 98.6 % in the literature, where a linear one
# stays below 95 %).
SETTINGS: Mapping[Method, str] = {
    "k-NN": "three nearest neighbours, weighted by distance",
    "SVM": "Gaussian kernel, gamma 0.02, C 10",
}


class Classical:
    """One of the two methods, fitted when its reader is asked for.

    data      the folder of the data sets
    examples  so many training pictures, spread evenly, for a quick look; None: all 60,000
    """

    def __init__(self, method: Method, data: Path | None, examples: int | None = None) -> None:
        self.name = f"{method} on MNIST's pixels"
        self._method: Method = method
        self._data = data
        self._examples = examples
        fitted = "60,000" if examples is None else f"{examples:,}"
        prepared = "other pictures are made like MNIST's first (Otsu, 20x20, centre of mass)"
        self.settings: dict[Task, str] = {
            "digit": f"{SETTINGS[method]}; fitted on {fitted} training pictures; {prepared}"
        }

    def version(self) -> str | None:
        return version_of("scikit-learn")

    def reader(self, task: Task) -> PageReader:
        images, labels = load_mnist(partial(find_file, self._data), "train")
        step = max(1, len(images) // (self._examples or len(images)))
        pixels = images[::step].reshape(-1, images[0].size).astype(np.float32) / 255
        return _ClassicalReader(_make(self._method).fit(pixels, labels[::step]))


def _make(method: Method) -> Any:
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.svm import SVC

    if method == "k-NN":
        # Brute force is the fastest way in 784 dimensions.
        return KNeighborsClassifier(3, weights="distance", algorithm="brute", n_jobs=1)
    return SVC(C=10.0, gamma=0.02, cache_size=1000)


class _ClassicalReader:
    """Answers one digit for every picture: these methods know no "nothing is there"."""

    def __init__(self, classifier: Any) -> None:
        self._classifier = classifier

    def read(self, source: Any, options: ReadOptions = ReadOptions()) -> tuple[Page, ...]:
        from threadpoolctl import threadpool_limits

        with threadpool_limits(1):
            (answer,) = self._classifier.predict(like_mnist(source)[None])
        box = Box(0, 0, 28, 28)
        return (page_of([[Character(str(int(answer)), 1.0, box)]], 28, 28),)
