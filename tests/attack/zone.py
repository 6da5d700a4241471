"""A demonstration zone, served by the real program to a scanner, and what its log says afterwards.

The tests of faults have somebody at a browser; here they sign in for the scanner.
"""
import collections
import contextlib
import os
import pathlib
import re
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "faults"))
from visitor import Visitor  # noqa: E402

PROGRAM = "build/accanto"
LOG_LINE = re.compile(r"^\d+ (\w+) (\S+) (\d+) \d+ bytes")


def make(folder, *options):
    """Makes a demonstration zone; whoever can enter it, by name."""
    said = subprocess.run([PROGRAM, "demo", "--data", folder, *options], check=True, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    return re.findall(r"^  ([a-z]+\.[a-z]+) ", said, re.M)


def routes(public):
    """The addresses of the public pages, or of those behind the door; ":id" is "*" in them."""
    said = subprocess.run([PROGRAM, "routes"], check=True, text=True, stdout=subprocess.PIPE).stdout
    found = re.findall(r"^(?:GET|POST)\t(\S+)\t(\S+)", said, re.M)
    return sorted({re.sub(r":\w+", "*", path) for path, power in found if (power == "public") == public})


def on_postgres(folder, name):
    """A folder whose zone is in a new database of tests/support/with-postgres."""
    cluster = os.environ["ACCANTO_TEST_POSTGRES"]
    subprocess.run(["psql", "-qX", cluster + "postgres", "-c", f"create database {name}"], check=True)
    os.mkdir(folder, 0o700)
    with open(os.path.join(folder, "accanto.conf"), "w", encoding="utf-8") as settings:
        settings.write(f"database = {cluster}{name}\n")


@contextlib.contextmanager
def hole():
    """The address of the site with the planted holes, until the end of the block."""
    site = subprocess.Popen([sys.executable, pathlib.Path(__file__).with_name("hole.py")],
                            stdout=subprocess.PIPE, text=True)
    try:
        yield site.stdout.readline().strip()
    finally:
        site.kill()
        site.wait()


def cookies_of(visitor):
    return "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())


class Served:
    def __init__(self, url, log):
        self.url, self.log = url, log

    def visitor(self, username):
        """Somebody with a session of their own; "" for nobody."""
        visitor = Visitor(self.url)
        if username:
            visitor.sign_in(username)
        return visitor

    def knows(self, visitor):
        """Is the session still good? Asked anew, as a wire that waited so long may have been closed."""
        return Visitor(self.url, visitor.cookies).get("/profilo")[0] == 200

    def answers(self):
        """How often each route answered with which status: {("GET /persone", 200): 3}."""
        with open(self.log, encoding="utf-8") as log:
            found = (LOG_LINE.match(line) for line in log)
            return collections.Counter((f"{m[1]} {m[2]}", int(m[3])) for m in found if m)


@contextlib.contextmanager
def served(folder, *options):
    """Serves the zone at a port of its own until the end of the block."""
    log = os.path.join(folder, "serve.log")
    with open(log, "w", encoding="utf-8") as out:
        program = subprocess.Popen([PROGRAM, "demo", "--serve", "--data", folder, "--port", "0", *options],
                                   stdout=out, stderr=out)
    try:
        yield Served(address_in(log, program), log)
    finally:
        program.terminate()
        program.wait(30)


def address_in(log, program):
    for _ in range(1000):
        with open(log, encoding="utf-8") as said:
            found = re.search(r"^Accanto answers at (http://\S+?)/ ", said.read(), re.M)
        if found:
            return found[1]
        if program.poll() is not None:
            break
        time.sleep(0.02)
    raise SystemExit("the program does not come up")


def faults_of(server):
    """The routes that answered 500, or 503 although nothing was wrong, as a sentence; "" for none."""
    return ", ".join(f"{route} -> {status}, {times} times"
                     for (route, status), times in sorted(server.answers().items()) if status >= 500)


def tell(name, fault):
    """The line of a case, which is sound when there is nothing to say against it."""
    print(("not ok " if fault else "ok ") + name + (": " + fault if fault else ""), flush=True)
    return not fault
