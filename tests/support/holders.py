"""Processes that hold an embedded server."""

import os
import subprocess
import sys

import pytest

from pimms.postgres import BIN, ROOT, Cluster

HOLDER = """
import os, sys
from pathlib import Path
from pimms import postgres
postgres.BIN = Path(sys.argv[2])
postgres.Cluster(Path(sys.argv[1])).hold()
{then}
print("held", flush=True)
sys.stdin.readline()
"""


class Holder:
    """A process that holds the server until it is told to end, or killed."""

    def __init__(self, cluster: Cluster, *, then="", before=(), programs=BIN, **environment):
        holder = [sys.executable, "-c", HOLDER.format(then=then), str(cluster.var), str(programs)]
        self.process = subprocess.Popen(
            [*before, *holder],
            cwd=ROOT,
            env=os.environ | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait_until_it_holds(self) -> None:
        if self.process.stdout.readline() != "held\n":
            pytest.fail(f"The server did not start: {self.process.communicate()}")

    def end(self) -> None:
        self.process.communicate("\n", timeout=60)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()
