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
POLICY: Final = ", ".join(("camera=(self)", *(f"{name}=()" for name in REFUSED)))

Answer = Callable[[HttpRequest], HttpResponseBase]


class PermissionsPolicy:
    """Says so with every answer."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        response["Permissions-Policy"] = POLICY
        return response
