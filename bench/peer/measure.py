"""Runs a command and tells what it took, as a last line of JSON; its exit code is passed on.

    measure.py <command> [<argument> ...]

Peak memory is the kernel's own figure of the whole process, all threads included.
"""

import json
import os
import sys
import time

started = time.monotonic()
child = os.spawnvp(os.P_NOWAIT, sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(child, 0)
seconds = time.monotonic() - started
# macOS counts bytes, Linux KiB.
unit = 1 if sys.platform == "darwin" else 1024
print(
    json.dumps(
        {
            "seconds": seconds,
            "userSeconds": usage.ru_utime,
            "systemSeconds": usage.ru_stime,
            "peakBytes": usage.ru_maxrss * unit,
        }
    ),
    flush=True,
)
sys.exit(os.waitstatus_to_exitcode(status))
