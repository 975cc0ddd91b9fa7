"""Runs a command and prints what it took: `stopwatch.py LOG COMMAND…`, both outputs into the file LOG.

A process of its own, because the most memory that a parent has ever held counts as its children's.
"""

import os
import sys
import time

log, *command = sys.argv[1:]
said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
outputs = [(os.POSIX_SPAWN_DUP2, said, 1), (os.POSIX_SPAWN_DUP2, said, 2)]
start = time.perf_counter()
process = os.posix_spawnp(command[0], command, os.environ, file_actions=outputs)
_, status, usage = os.wait4(process, 0)
wall = time.perf_counter() - start
print(os.waitstatus_to_exitcode(status), wall, usage.ru_utime, usage.ru_stime, usage.ru_maxrss * 1024)
