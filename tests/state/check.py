#!/usr/bin/env python3
"""check.py SOURCE_DIR PROGRAM...: the tests of the state, which use SQLite, on a PostgreSQL server.

Ends with 77 where there is no server.
"""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(sys.argv[1], "tests", "postgis"))
import server as pg  # noqa: E402


def main():
    binaries = pg.find_binaries()
    if binaries is None:
        print("no PostgreSQL server: scripts/setup --with-peers installs one")
        return 77
    with pg.Server(binaries) as server:
        # Bytes sort as in SQLite, whatever the database says.
        server.sql("postgres", "CREATE DATABASE desk TEMPLATE template0 LOCALE_PROVIDER icu "
                               "ICU_LOCALE 'en' LOCALE 'C' ENCODING 'UTF8'")
        for where in (server.connection("desk"), server.uri("desk")):
            for program in sys.argv[2:]:
                done = subprocess.run([program], env=dict(os.environ, CLAIMMAP_STATE_TEST=where),
                                      capture_output=True, text=True, check=False, timeout=280)
                assert pg.PASSWORD not in done.stdout + done.stderr
                if done.returncode != 0:
                    print(done.stdout[-4000:], done.stderr[-4000:])
                    return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
