"""`make elasticsearch`: three real nodes on loopback until Ctrl-C; what they hold goes with them."""

from __future__ import annotations

import signal
import sys
import time
from typing import NoReturn

from . import packages
from .cluster import running


def main() -> int:
    if lacks := packages.lacking():
        print(f"Elasticsearch needs {lacks}.")
        return 1
    signal.signal(signal.SIGTERM, _interrupt)
    first = int(sys.argv[1]) if sys.argv[1:] else 0
    print(f"Starting three nodes of Elasticsearch {packages.version()} …", flush=True)
    try:
        with running(ports=range(first, first + 6) if first else ()) as cluster:
            print(f"\n  ELASTICSEARCH_URL={','.join(cluster.addresses)}\n")
            print("Give that to `make run` or `manage.py`; Ctrl-C stops them.", flush=True)
            while all(node.is_running for node in cluster.nodes):
                time.sleep(0.5)
            print("A node has stopped.")
            return 1
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0


def _interrupt(*_signal: object) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
