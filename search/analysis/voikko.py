"""Voikko's morphology of Finnish: libvoikko where it is installed (quickest, smallest), else pyvoikko from PyPI.

Both give the same transducer output for a lower-case word, for example
``[Ln][Xp]koira[X]koir[Sn][Ny]a[Bh][Bc][Ln][Ica][Xp]puisto[X]puistoo[Sill][Ny]n``.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Callable
from threading import Lock

from django.conf import settings

Lookup = Callable[[str], list[str]]


class LibVoikko:
    """The C library, through ctypes. Raises OSError where it or its Finnish dictionary is missing."""

    def __init__(self) -> None:
        name = ctypes.util.find_library("voikko") or "libvoikko.so.1"
        lib = ctypes.CDLL(name)
        lib.voikkoInit.restype = ctypes.c_void_p
        lib.voikkoInit.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_char_p, ctypes.c_char_p]
        lib.voikkoAnalyzeWordCstr.restype = ctypes.POINTER(ctypes.c_void_p)
        lib.voikkoAnalyzeWordCstr.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
        lib.voikko_mor_analysis_value_cstr.restype = ctypes.c_void_p
        lib.voikko_mor_analysis_value_cstr.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
        lib.voikko_free_mor_analysis_value_cstr.argtypes = [ctypes.c_void_p]
        lib.voikko_free_mor_analysis.argtypes = [ctypes.POINTER(ctypes.c_void_p)]
        error = ctypes.c_char_p()
        self._handle = lib.voikkoInit(ctypes.byref(error), b"fi", None)
        if not self._handle:
            raise OSError((error.value or b"no Finnish dictionary").decode())
        self._lib, self._lock = lib, Lock()

    def __call__(self, word: str) -> list[str]:
        with self._lock:
            return self._outputs(word.encode())

    def _outputs(self, word: bytes) -> list[str]:
        analyses = self._lib.voikkoAnalyzeWordCstr(self._handle, word)
        if not analyses:
            return []
        found = []
        for analysis in analyses:
            if not analysis:
                break
            value = self._lib.voikko_mor_analysis_value_cstr(analysis, b"FSTOUTPUT")
            if value:
                found.append((ctypes.cast(value, ctypes.c_char_p).value or b"").decode())
                self._lib.voikko_free_mor_analysis_value_cstr(value)
        self._lib.voikko_free_mor_analysis(analyses)
        return found


def pyvoikko() -> Lookup:
    """The same transducer in Python, with ``kfst-rs`` under it."""
    from kfst import TokenizationException
    from pyvoikko import VOIKKO_FST

    def outputs(word: str) -> list[str]:
        try:
            return [output for output, _weight in VOIKKO_FST.lookup(word)]
        except TokenizationException:
            return []

    return outputs


def lookup() -> Lookup:
    """The back end to use here; ``RAITTI_VOIKKO=pyvoikko`` chooses the second although the first is installed."""
    if settings.VOIKKO != "pyvoikko":
        try:
            return LibVoikko()
        except OSError:
            pass
    return pyvoikko()
