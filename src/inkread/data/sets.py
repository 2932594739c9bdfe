"""The table of data sets: files, sizes, sums, terms and homes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from inkread.errors import DataSetUnknown

Form = Literal["semeion", "pendigits", "compress"]


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of a set.

    name    below the folder of the set
    sha256  of what it holds, unpacked where the name ends in .gz: the same data packed by another
            program is the same file
    size    bytes of what it holds
    url     where it can be fetched; None where no public home offers this content
    form    how the home writes it, where that differs from what is kept; None: just so
    """

    name: str
    sha256: str
    size: int
    url: str | None = None
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class DataSet:
    """Real handwriting, with its terms.

    use   what this project does with it
    home  the page that describes it
    note  why it cannot be fetched, where it cannot
    """

    name: str
    title: str
    licence: str
    use: str
    home: str
    files: tuple[DataFile, ...]
    note: str = ""

    @property
    def can_be_fetched(self) -> bool:
        return all(file.url is not None for file in self.files)


_MNIST: Final = "https://storage.googleapis.com/cvdf-datasets/mnist/"
_QMNIST: Final = (
    "https://raw.githubusercontent.com/facebookresearch/qmnist/"
    "c5d0468d749822b3dfc4fcb7110a1e94d541b1c1/"
)
_USPS: Final = "https://hastie.su.domains/ElemStatLearn/datasets/"
_UCI: Final = "https://archive.ics.uci.edu/ml/machine-learning-databases/"
_HODA: Final = (
    "https://raw.githubusercontent.com/amir-saniyan/HodaDatasetReader/"
    "a12d639fa9e768a2616f047ba9bc36d0758871ec/DigitDB/"
)

SETS: Final[tuple[DataSet, ...]] = (
    DataSet(
        name="mnist",
        title="70,000 digits of census staff and students, 28x28",
        licence="CC BY-SA 3.0",
        use="training and test",
        home="https://yann.lecun.com/exdb/mnist/",
        files=(
            DataFile(
                "train-images-idx3-ubyte.gz",
                "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                47_040_016,
                _MNIST + "train-images-idx3-ubyte.gz",
            ),
            DataFile(
                "train-labels-idx1-ubyte.gz",
                "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                60_008,
                _MNIST + "train-labels-idx1-ubyte.gz",
            ),
            DataFile(
                "t10k-images-idx3-ubyte.gz",
                "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                7_840_016,
                _MNIST + "t10k-images-idx3-ubyte.gz",
            ),
            DataFile(
                "t10k-labels-idx1-ubyte.gz",
                "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
                10_008,
                _MNIST + "t10k-labels-idx1-ubyte.gz",
            ),
        ),
    ),
    DataSet(
        name="qmnist",
        title="who wrote each digit of MNIST",
        licence="BSD-3-Clause",
        use="training: strings by one hand, validation by writers held out",
        home="https://github.com/facebookresearch/qmnist",
        files=(
            DataFile(
                "qmnist-train-labels.tsv.gz",
                "d12becc9bddd68fc45d52ddaa7868aa49dc4c7080d65b51ce6cf12ecdfbabd5c",
                1_477_471,
                _QMNIST + "qmnist-train-labels.tsv.gz",
            ),
            DataFile(
                "qmnist-test-labels.tsv.gz",
                "eb655936ef35473cf5b3df22bcb474433a6211ecdffd3ff670651f3167bdf6b6",
                1_501_745,
                _QMNIST + "qmnist-test-labels.tsv.gz",
            ),
        ),
    ),
    DataSet(
        name="usps",
        title="9,298 digits of envelopes, 16x16",
        licence="free research set, AT&T / USPS",
        use="training and test",
        home="https://hastie.su.domains/ElemStatLearn/data.html",
        files=(
            DataFile(
                "zip.train.gz",
                "abc9f5c75b997cabe66b5d01727d5a681c69298e1641a8d37b55433a52129dc0",
                14_512_253,
                _USPS + "zip.train.gz",
            ),
            DataFile(
                "zip.test.gz",
                "6bde17b4f1cd68e0630cd2751d6495b5795d9165ab2dc4a0be8b7002b732f4cc",
                2_029_542,
                _USPS + "zip.test.gz",
            ),
        ),
    ),
    DataSet(
        name="semeion",
        title="1,593 digits of 80 Italian writers, 16x16, black and white",
        licence="CC BY 4.0",
        use="test only: the shipped models never saw it",
        home="https://archive.ics.uci.edu/dataset/178/semeion+handwritten+digit",
        files=(
            DataFile(
                "semeion.data.gz",
                "0a0db68edc935e157425afd5f0dd927256b473a2e82262fd442cfde4c6e42c76",
                849_069,
                _UCI + "semeion/semeion.data",
                form="semeion",
            ),
        ),
    ),
    DataSet(
        name="optdigits",
        title="1,934 digits of forms, 32x32, black and white",
        licence="CC BY 4.0",
        use="training",
        home="https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits",
        files=(
            DataFile(
                "optdigits-orig.tra.gz",
                "a4eff709680076cae40420343de292b5960fc2b0da439b8a57c3d14124113bda",
                2_048_417,
                _UCI + "optdigits/optdigits-orig.tra.Z",
                form="compress",
            ),
        ),
    ),
    DataSet(
        name="pendigits",
        title="10,992 digits as pen strokes of 44 writers",
        licence="CC BY 4.0",
        use="ink: training and test",
        home="https://archive.ics.uci.edu/dataset/81/pen+based+recognition+of+handwritten+digits",
        files=(
            DataFile(
                "pendigits.tra.gz",
                "46d918c0bf055fc9cbed117c9c4e34af870a4f9b42d4716e5a6f27ab2e298a9f",
                435_338,
                _UCI + "pendigits/pendigits.tra",
                form="pendigits",
            ),
            DataFile(
                "pendigits.tes.gz",
                "70f0eb502f352398cbab8f3cf8c60365ceede5390a0ed78fe7767739e7173ae1",
                203_212,
                _UCI + "pendigits/pendigits.tes",
                form="pendigits",
            ),
        ),
    ),
    DataSet(
        name="dida",
        title="8,000 digits of Swedish records, 1800-1940, in colour",
        licence="GPL-3.0 in its repository; cite Kusetogullari et al. 2020",
        use="training and validation",
        home="https://github.com/didadataset/DIDA",
        files=(
            DataFile(
                "dida-8000.zip",
                "c22077313ac6ec2cdbd3f871f6dad63b6ca44f4af231a57906443844b7b15f03",
                9_901_360,
            ),
        ),
        note="this is a part of it, packed anew, with the rest kept apart as a test",
    ),
    DataSet(
        name="sudoku",
        title="160 photographs of newspaper sudokus, filled in with digits of MNIST",
        licence="asks for citation: Wicht and Hennebert 2014",
        use="validation only, never training",
        home="https://github.com/wichtounet/sudoku_dataset",
        files=(
            DataFile(
                "sudoku-mixed-train.zip",
                "2a79321455bf6bcfb4eaced824672a0b0579d386ac9f1142f0512abeaedcd7af",
                21_097_418,
            ),
        ),
        note="this is its training split, packed anew together with the outlines of the grids",
    ),
    DataSet(
        name="strings",
        title="3,262 photographs of digit strings, 260 of them in real pen",
        licence="none stated",
        use="measuring only, never training",
        home="",
        files=(
            DataFile(
                "strings-dev.zip",
                "b42a94aee479c8bdc4853bec36f7a2e17aeb60cbc70d477acc283a1ff96b6ea0",
                5_060_257,
            ),
            DataFile(
                "corrections.csv",
                "22ec17cdc32d068494f093a411a25621430d3cb8282085d8784300eb1a95e735",
                546,
            ),
        ),
        note="nothing allows to pass it on",
    ),
    DataSet(
        name="hoda",
        title="42,352 Farsi digits",
        licence="free for research",
        use="other scripts: training and test",
        home="http://farsiocr.ir/",
        files=(
            DataFile(
                "RemainingSamples.cdb",
                "11c9b0661b8de5f743b1b01ac76b4de19b238062d6da3500b5d6128fb1989e3d",
                2_440_199,
                _HODA + "RemainingSamples.cdb",
            ),
            DataFile(
                "Test 20000.cdb",
                "f947c38071c886677ec212fe5000863fafae0b4ed349d97d51c33abe3c8e2b07",
                2_184_440,
                _HODA + "Test%2020000.cdb",
            ),
        ),
    ),
    DataSet(
        name="cmaterdb",
        title="12,000 Bangla, Devanagari and Telugu digits, 32x32",
        licence="free for non-commercial use, cite CMATER",
        use="other scripts: training and test",
        home="https://code.google.com/archive/p/cmaterdb/",
        files=(
            DataFile(
                "bangla-training.npz",
                "502957392649eecad013ac425b54fecc6d06dbc06bc647a46b0cfc6b96e2c130",
                489_289,
            ),
            DataFile(
                "bangla-testing.npz",
                "d1c9780ba5decc135175a021bd29961cd7316db009f428d8c04b84ba36a6d67a",
                98_295,
            ),
            DataFile(
                "devanagari-training.npz",
                "e690d54f7c82e12e3c5ba99221672dc3fc7b6ad493e495077f7e26332558ae86",
                234_882,
            ),
            DataFile(
                "devanagari-testing.npz",
                "1636fa10484100486b96a3e938cee4c6adeddcfb1e91c9dbb5166fb9a260216d",
                47_017,
            ),
            DataFile(
                "telugu-training.npz",
                "32f9b5b135c8084f0cf646bc6a70358767653b1f8c6d19bd64ad5d5cbf1d9467",
                241_764,
            ),
            DataFile(
                "telugu-testing.npz",
                "182806a45091da53b4ad98d4425130c0ebbf9bc1bf50fb58b3e5ea65ee33c7c6",
                48_946,
            ),
        ),
        note="packed anew; no public home offers these files",
    ),
)


def find_sets(names: Iterable[str] = ()) -> tuple[DataSet, ...]:
    """The sets of these names in the order given, or all; DataSetUnknown."""
    by_name = {each.name: each for each in SETS}
    wanted = tuple(names)
    for name in wanted:
        if name not in by_name:
            raise DataSetUnknown(name, tuple(by_name))
    return tuple(by_name[name] for name in wanted) or SETS
