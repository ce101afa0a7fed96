"""What a piece of work sees of itself while it runs."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.files import File
from django.utils import timezone

from .models import Job

TELL_EVERY = 0.5  # seconds


class Work:
    """``params`` are those of `jobs.start`. Call `progress` often: it writes at most twice a second."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.user, self.site, self.params = job.user, job.site, dict(job.params)
        self._told = 0.0

    def progress(self, done: int, total: int | None = None) -> None:
        """How far it is, in the work's own units."""
        now = time.monotonic()
        if now - self._told < TELL_EVERY:
            return
        self._told = now
        Job.objects.filter(pk=self.job.pk).update(done=done, total=total, seen_at=timezone.now())

    @contextmanager
    def file(self) -> Iterator[IO[bytes]]:
        """What was given to work on."""
        with self.job.file.open("rb") as opened:
            yield opened

    @contextmanager
    def result_file(self, name: str) -> Iterator[Path]:
        """A path to write to; what stands there afterwards can be downloaded as ``name``."""
        folder = tempfile.mkdtemp(prefix="raitti-job-")
        try:
            path = Path(folder) / "result"
            yield path
            if self.job.result_file:
                self.job.result_file.delete(save=False)
            with path.open("rb") as written:
                self.job.result_file.save("result", File(written), save=False)
            self.job.result_name = name
            self.job.save(update_fields=["result_file", "result_name"])
        finally:
            shutil.rmtree(folder)
