"""Makes a whole pytest process green, as a running Liandong is: `pytest -p tests.support.patched`."""

import eventlet

eventlet.monkey_patch()
