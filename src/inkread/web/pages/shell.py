"""What a browser keeps so that the application opens without a network: its shell."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from django.templatetags.static import static
from django.urls import reverse

from inkread import InkreadError, __version__
from inkread.web.pages.built import built_file, catalogue_files
from inkread.web.pages.samples import SAMPLES
from inkread.web.readings.model_files import shared_model_files

STATIC = Path(__file__).parents[1] / "static"
SCRIPT = "src/offline/service-worker.ts"
ALWAYS = ("icon.svg", "icons/icon-192.png", "icons/icon-512.png")
# The runtime and the models are fetched, and kept, when the page has opened.
LATER = (".wasm",)
PACKED = (".br", ".gz")


@dataclass(frozen=True, slots=True)
class Shell:
    """Addresses, and a name for exactly these.

    page      the one page that opens without a network
    offline   what is shown without a network in place of all others
    language  the language in which both are kept
    type      its size of type
    files     what that page consists of
    kept      what it fetches for reading; anything else of that kind is out of date
    """

    version: str
    page: str
    offline: str
    language: str
    type: str
    files: tuple[str, ...]
    kept: tuple[str, ...]


def current_shell(language: str, type_size: str) -> Shell:
    """The shell of this version with these models, as somebody chose it. Raises FrontEndMissing."""
    own = static(built_file(SCRIPT))
    names = sorted(path.name for path in (STATIC / "built" / "assets").iterdir())
    others = {file for code, file in catalogue_files().items() if code != language}
    paths = [f"built/assets/{name}" for name in names if not name.endswith(PACKED)]
    built = [static(path) for path in paths if path not in others]
    pictures = [static(f"samples/{sample.file}") for sample in SAMPLES]
    files = [each for each in built if each != own and not each.endswith(LATER)]
    files += [*map(static, ALWAYS), reverse("manifest", args=[language]), *pictures]
    kept = [each for each in built if each.endswith(LATER)]
    with suppress(InkreadError):  # a server without models has none to keep
        kept += [file.address for file in shared_model_files().values()]
    everything = json.dumps([__version__, language, type_size, files, kept]).encode()
    version = hashlib.sha256(everything).hexdigest()[:16]
    return Shell(
        version, reverse("home"), reverse("offline"), language, type_size, tuple(files), tuple(kept)
    )


def service_worker_script(language: str, type_size: str) -> str:
    """The built service worker with its shell in front, so that another shell is another script."""
    script = (STATIC / built_file(SCRIPT)).read_text(encoding="utf-8")
    shell = current_shell(language, type_size)
    return f"const SHELL = {json.dumps(asdict(shell))};\n{script}"
