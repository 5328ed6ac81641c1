"""Where the browser is."""

from __future__ import annotations

import os
import shutil
from typing import Final

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
NONE: Final = "there is no Chromium on PATH and none in KG_TEST_CHROMIUM"


def find_chromium() -> str | None:
    """The path of KG_TEST_CHROMIUM, or of the first Chromium on PATH; None without one."""
    return os.environ.get("KG_TEST_CHROMIUM") or next((path for path in map(shutil.which, _NAMES) if path), None)
