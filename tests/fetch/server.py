"""A server on loopback whose paths misbehave, each in one way. Nothing is sent for longer than
LIMIT_S seconds or LIMIT_BYTES bytes."""
import gzip
import http.server
import threading
import time
import zlib

LIMIT_S = 8
LIMIT_BYTES = 64 << 20
PAGE = b"<html><body><p>The bridge at Rovaniemi is closed.</p></body></html>"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def head(self, status, *lines, length=None):
        self.send_response(status)
        for name, value in lines:
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def whole(self, status, body, *lines):
        self.head(status, *lines, length=len(body))
        self.wfile.write(body)

    def close(self):
        self.close_connection = True

    def do_GET(self):
        site = self.server.site
        site.requests.append((time.monotonic(), self.path, dict(self.headers)))
        name = self.path.split("?")[0].strip("/").replace("-", "_").split("/")[0] or "page"
        if self.path == "/robots.txt":
            return site.robots(self)
        try:
            getattr(self, "get_" + name, self.missing)()
        except (BrokenPipeError, ConnectionResetError):
            self.close()

    def missing(self):
        self.whole(404, b"nothing here")

    def get_page(self):
        self.whole(200, PAGE, ("Content-Type", 'Text/HTML; charset="Windows-1251"'),
                   ("ETag", '"one"'), ("Last-Modified", "Mon, 02 Nov 2026 10:00:00 GMT"))

    def get_known(self):
        if (self.headers.get("If-None-Match") == '"one"' or
                self.headers.get("If-Modified-Since") == "Mon, 02 Nov 2026 10:00:00 GMT"):
            self.head(304, ("ETag", '"one"'))
        else:
            self.get_page()

    def get_untrue(self):
        self.head(304)

    def get_gzip(self):
        self.whole(200, gzip.compress(PAGE), ("Content-Encoding", "gzip"))

    def get_deflate(self):
        self.whole(200, zlib.compress(PAGE), ("Content-Encoding", "deflate"))

    def get_not_gzip(self):
        self.whole(200, PAGE, ("Content-Encoding", "gzip"))

    def get_bomb(self):
        self.whole(200, gzip.compress(bytes(20 << 20)), ("Content-Encoding", "gzip"))

    def get_bomb_of_bombs(self):
        body = gzip.compress(gzip.compress(bytes(20 << 20)))
        self.whole(200, body, ("Content-Encoding", "gzip, gzip"))

    def get_short(self):
        self.head(200, length=5000)
        self.wfile.write(bytes(1024))
        self.close()

    def get_cut_chunks(self):
        self.head(200, ("Transfer-Encoding", "chunked"))
        self.wfile.write(b"400\r\n" + bytes(1024) + b"\r\n400\r\nabc")
        self.close()

    def get_bad_chunks(self):
        self.head(200, ("Transfer-Encoding", "chunked"))
        self.wfile.write(b"zzzz\r\nabc\r\n")
        self.close()

    def get_huge(self):
        self.head(200, length=10 << 30)
        self.pour()

    def get_endless(self):
        self.head(200, ("Transfer-Encoding", "chunked"))
        self.pour(b"10000\r\n%b\r\n" % bytes(65536))

    def pour(self, block=bytes(65536)):
        start, sent = time.monotonic(), 0
        while sent < LIMIT_BYTES and time.monotonic() - start < LIMIT_S:
            self.wfile.write(block)
            sent += len(block)
        self.close()

    def get_headers(self):
        self.send_response(200)
        for i in range(600):
            self.send_header(f"X-{i}", "x" * 1000)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def get_hang(self):
        time.sleep(2)
        self.close()

    def get_hang_inside(self):
        self.head(200, length=5000)
        self.wfile.write(bytes(1024))
        self.wfile.flush()
        time.sleep(2)
        self.close()

    def get_slow(self):
        self.head(200, length=5000)
        start = time.monotonic()
        while time.monotonic() - start < 3:
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)
        self.close()

    def get_nothing(self):
        self.close()

    def get_no_http(self):
        self.wfile.write(b"220 mail.example.org ESMTP\r\n")
        self.close()

    def get_error(self):
        self.whole(500, b"it broke" * 1000)

    def get_later(self):
        self.whole(503, b"", ("Retry-After", "7"))

    def get_too_many(self):
        self.whole(429, b"", ("Retry-After", "1"))

    def get_gone(self):
        self.whole(410, b"")

    def get_moved(self):
        self.whole(301, b"x" * 5000, ("Location", "/page?from=moved#part"))

    def get_found(self):
        self.whole(302, b"", ("Location", "/moved"))

    def get_forever(self):
        number = int(self.path.rpartition("=")[2] or 0)
        self.whole(301, b"", ("Location", f"/forever?n={number + 1}"))

    def get_to_file(self):
        self.whole(302, b"", ("Location", "file:///etc/passwd"))

    def get_to_link_local(self):
        self.whole(302, b"", ("Location", "http://169.254.169.254/latest/"))

    def get_nowhere(self):
        self.whole(302, b"")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *words):
        """A client that goes away in the middle is what most of these paths ask for."""


class Site:
    """One server. `robots_answer` is a status and a body, or bytes of a redirect's aim."""

    def __init__(self, robots_answer=(404, b"")):
        self.robots_answer = robots_answer
        self.requests = []
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.site = self
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def robots(self, handler):
        status, body = self.robots_answer
        lines = [("Location", body.decode())] if 300 <= status < 400 else []
        handler.whole(status, b"" if lines else body, *lines)

    def paths(self):
        return [path for _, path, _ in self.requests]

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
