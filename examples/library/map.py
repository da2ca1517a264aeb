#!/usr/bin/env python3
"""Maps an article with libclaimmap and writes the files that the program would write.

    map.py article.txt OUTPUT_DIR geojson,png,alt

Only ctypes is needed. CLAIMMAP_LIBRARY in the environment names the library where the system's
linker does not find it.
"""
import ctypes
import os
import pathlib
import sys


class Failure(Exception):
    pass


def load():
    library = ctypes.CDLL(os.environ.get("CLAIMMAP_LIBRARY", "libclaimmap.so.0"))
    handle, text, size = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t
    for name, result, arguments in (
        ("version", text, []),
        ("new", handle, []),
        ("free", None, [handle]),
        ("set", ctypes.c_int, [handle, text, text]),
        ("message", text, [handle]),
        ("map", ctypes.c_int, [handle, text, text, size, ctypes.POINTER(handle)]),
        ("outputs_count", size, [handle]),
        ("outputs_suffix", text, [handle, size]),
        ("outputs_bytes", handle, [handle, size]),
        ("outputs_length", size, [handle, size]),
        ("outputs_messages", text, [handle]),
        ("outputs_free", None, [handle]),
    ):
        function = getattr(library, "claimmap_" + name)
        function.restype, function.argtypes = result, arguments
    return library


class Mapper:
    """One context, for one thread at a time."""

    def __init__(self, **options):
        self.library = load()
        self.context = self.library.claimmap_new()
        if not self.context:
            raise MemoryError
        for name, value in options.items():
            self.check(self.library.claimmap_set(
                self.context, name.replace("_", "-").encode(), value.encode()))

    def check(self, status):
        if status != 0:
            raise Failure(self.library.claimmap_message(self.context).decode())

    def map(self, name, content):
        """Bytes of an article -> {suffix: bytes}, and what is to be said of it."""
        outputs = ctypes.c_void_p()
        status = self.library.claimmap_map(
            self.context, name.encode(), content, len(content), ctypes.byref(outputs))
        try:
            self.check(status)
            files = {}
            for i in range(self.library.claimmap_outputs_count(outputs)):
                suffix = self.library.claimmap_outputs_suffix(outputs, i).decode()
                files[suffix] = ctypes.string_at(
                    self.library.claimmap_outputs_bytes(outputs, i),
                    self.library.claimmap_outputs_length(outputs, i))
            return files, self.library.claimmap_outputs_messages(outputs).decode()
        finally:
            self.library.claimmap_outputs_free(outputs)

    def close(self):
        self.library.claimmap_free(self.context)
        self.context = None


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: map.py ARTICLE DIR FORMATS")
    article, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    try:
        mapper = Mapper(format=sys.argv[3])
        files, messages = mapper.map(str(article), article.read_bytes())
        mapper.close()
    except Failure as failure:
        sys.exit(str(failure))
    sys.stderr.write(messages)
    for suffix, content in files.items():
        (folder / (article.stem + suffix)).write_bytes(content)


if __name__ == "__main__":
    main()
