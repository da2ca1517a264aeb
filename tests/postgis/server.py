"""A PostgreSQL server of its own: in a temporary folder, on loopback, gone when the test ends."""
import glob
import os
import pathlib
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

PASSWORD = "hush-hush"


def find_binaries():
    """The folder of the newest server that has PostGIS, or None."""
    found = []
    for folder in glob.glob("/usr/lib/postgresql/*/bin"):
        version = folder.split("/")[-2]
        control = f"/usr/share/postgresql/{version}/extension/postgis.control"
        if os.path.exists(f"{folder}/initdb") and os.path.exists(control):
            found.append((int(re.sub(r"\D.*", "", version) or 0), folder))
    return max(found)[1] if found else None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def unprivileged():
    """The user that the server runs as: it refuses root."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("no user that a server could run as")


class Server:
    """Role `postgres` with PASSWORD; to be used in `with`."""

    def __init__(self, binaries):
        self.binaries = pathlib.Path(binaries)
        # Not in the build folder: the path of a socket may have 107 bytes, and another user than the
        # one who builds must get there.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="claimmap-postgis-"))
        self.port = free_port()
        self.process = None
        self.runner = ["setpriv", "--pdeathsig", "QUIT"]
        if os.getuid() == 0:
            user = unprivileged()
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self.runner += [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        os.chmod(self.folder, 0o755)

    def __enter__(self):
        try:
            passwords = self.folder / "password"
            passwords.write_text(PASSWORD)
            os.chmod(passwords, 0o644)
            subprocess.run(self.runner + [self.binaries / "initdb", "-D", self.folder / "data", "-U",
                                          "postgres", "-A", "scram-sha-256", "--pwfile", passwords,
                                          "-E", "UTF8", "--locale=C", "--no-sync"],
                           check=True, stdout=subprocess.DEVNULL, cwd="/")
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                self.runner + [self.binaries / "postgres", "-D", self.folder / "data", "-k", self.folder,
                               "-p", str(self.port), "-c", "listen_addresses=127.0.0.1", "-c",
                               "fsync=off", "-c", "max_connections=50"],
                stdout=log, stderr=log, cwd="/")
        for _ in range(300):
            if self.try_sql("postgres", "SELECT 1").returncode == 0:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise SystemExit("the server does not start: " + (self.folder / "log").read_text()[-2000:])

    def stop(self):
        """At once, as if it had died: nothing is shut down."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None

    def connection(self, database, user="postgres", password=PASSWORD):
        return (f"host={self.folder} port={self.port} dbname={database} user={user} "
                f"password={password}")

    def uri(self, database, password=PASSWORD):
        return f"postgresql://postgres:{password}@127.0.0.1:{self.port}/{database}"

    def try_sql(self, database, sql, user="postgres"):
        return subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", sql,
                               self.connection(database, user)],
                              capture_output=True, text=True, check=False)

    def sql(self, database, sql):
        """The answer's lines, columns with "|" between them."""
        done = self.try_sql(database, sql)
        if done.returncode != 0:
            raise AssertionError(f"{sql}: {done.stderr}")
        return done.stdout.splitlines()

    def value(self, database, sql):
        return self.sql(database, sql)[0]

    def hold(self, database, sql):
        """A session that stays inside a transaction; closing its `stdin` ends it."""
        session = subprocess.Popen(["psql", "-XqAt", self.connection(database)], text=True,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        session.stdin.write(f"BEGIN; {sql}; SELECT 'held';\n")
        session.stdin.flush()
        assert session.stdout.readline().strip() == "held"
        return session
