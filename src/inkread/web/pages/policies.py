"""What a browser lets our pages ask for: the camera, and nothing of that kind more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponseBase

# Without `microphone`, for one, no script could ask for it, however it came into a page. What is
# not named here, such as passkeys and the clipboard, stays as browsers have it: for this site only.
REFUSED: Final = (
    *("accelerometer", "display-capture", "geolocation", "gyroscope"),
    *("hid", "idle-detection", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
    "xr-spatial-tracking",
)
PERMISSIONS: Final = ", ".join(("camera=(self)", *(f"{name}=()" for name in REFUSED)))
# Nothing of elsewhere is embedded unless it agrees. Together with the opener policy this isolates a
# page, and browsers share memory between the threads of one that is: so the reader may use several.
EMBEDDER: Final = ("Cross-Origin-Embedder-Policy", "require-corp")
POLICIES: Final = (("Permissions-Policy", PERMISSIONS), EMBEDDER)

Answer = Callable[[HttpRequest], HttpResponseBase]


class Policies:
    """Says them with every answer."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        for name, policy in POLICIES:
            response[name] = policy
        return response
