"""The Textual user interface."""

import sys
from importlib import import_module

if "asyncio" not in sys.modules and "ssl" not in sys.modules:
    # Textual's asyncio loads ssl wherever there is one, 4 MB of memory for connections that nothing here makes.
    sys.modules["ssl"] = None  # type: ignore[assignment]
    try:
        import_module("asyncio")
    finally:
        del sys.modules["ssl"]
