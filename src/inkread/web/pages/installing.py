"""What a browser is told so that the application can be installed, in one language."""

from __future__ import annotations

from typing import Any, Final

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

# As in tokens.css: the paper of the light look.
PAPER: Final = "#f6f4ef"


def manifest_in(language: str) -> dict[str, Any]:
    """The web application manifest in that language, which is one of settings.LANGUAGES.

    What tells one installed application from another, `id`, is the same in all of them: whoever
    changes the language keeps the application.
    """
    home = reverse("home")
    with override(language):
        words = {
            "name": f"inkread - {_('Reads handwritten numbers')}",
            "short_name": "inkread",
            "description": _("Reads handwritten numbers in pictures and drawings, on this device."),
        }
    return {
        "id": home,
        **words,
        "lang": language,
        "dir": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "categories": ["productivity", "utilities"],
        "icons": [
            _icon("icon.svg", "any", "image/svg+xml"),
            _icon("icons/icon-192.png", "192x192"),
            _icon("icons/icon-512.png", "512x512"),
            {**_icon("icons/maskable-512.png", "512x512"), "purpose": "maskable"},
        ],
    }


def _icon(path: str, sizes: str, media_type: str = "image/png") -> dict[str, str]:
    return {"src": static(path), "sizes": sizes, "type": media_type}
