"""Somebody at a browser, for the fault tests: signs in, fills forms, remembers what was confirmed.

Uses the standard library only. `python3 visitor.py COMMAND URL ...`; see the functions at the end.
"""
import http.client
import os
import random
import socket
import sys
import threading
import time
import urllib.parse
from html.parser import HTMLParser

USER, PASSWORD = "anna.esposito", "accanto-demo"
CROWD_USERS = ["anna.esposito", "giulia.ricci", "paolo.fratini"]
CROWD_PAGES = ["/", "/servizi", "/agenda", "/contatti", "/accompagnamenti", "/volontari", "/rete"]
CROWD_WORDS = ["rossi", "bianchi+maria", "lorenz", "333", "de+an", "1948"]


class Hidden(HTMLParser):
    """The hidden fields of the form with a given action."""

    def __init__(self, action):
        super().__init__()
        self.action, self.inside, self.fields = action, False, {}

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.inside = given.get("action") == self.action
        if tag == "input" and self.inside and given.get("type") == "hidden":
            self.fields[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False


class Visitor:
    def __init__(self, url, cookies=None, source=None, timeout=30):
        self.host = urllib.parse.urlsplit(url).netloc
        self.cookies = dict(cookies or {})
        self.source, self.timeout, self.wire = source, timeout, None

    def ask(self, method, path, fields=None):
        """Status, headers and text. Raises OSError or HTTPException when there is no answer."""
        if self.wire is None:
            source = (self.source, 0) if self.source else None
            self.wire = http.client.HTTPConnection(self.host, timeout=self.timeout, source_address=source)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://{self.host}"
        try:
            self.wire.request(method, path, body, headers)
            answer = self.wire.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            self.wire.close()
            self.wire = None
            raise
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers, text

    def get(self, path):
        return self.ask("GET", path)

    def fill(self, path, fields):
        """Opens a form and sends it with these fields."""
        status, headers, text = self.get(path)
        if status != 200:
            return status, headers, text
        hidden = Hidden(path)
        hidden.feed(text)
        return self.ask("POST", path, {**hidden.fields, **fields})

    def sign_in(self, username=USER):
        status, _, text = self.fill("/accesso", {"username": username, "password": PASSWORD})
        if status != 303:
            sys.exit(f"cannot sign in: {status}\n{text[:400]}")

    def tell(self, note):
        """Records an information request. Its address when it was confirmed, else the status."""
        status, headers, _ = self.fill(
            "/contatti/informazione",
            {"channel": "phone", "need": "health_doctor", "answer": note, "place": ""})
        where = headers.get("Location", "")
        return where if status == 303 and where.startswith("/contatti/") else status


def keep_cookies(visitor, path):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"{name} {value}\n" for name, value in visitor.cookies.items())


def with_cookies(url, path, **more):
    with open(path, encoding="utf-8") as file:
        return Visitor(url, dict(line.split() for line in file), **more)


# ---- commands ----

def sign_in(url, jar):
    """Signs in and keeps the cookies in the file JAR."""
    visitor = Visitor(url)
    visitor.sign_in()
    keep_cookies(visitor, jar)


def write(url, jar, book, writers="8"):
    """Writes until the server goes away; what was confirmed goes to the file BOOK."""
    lock = threading.Lock()

    def one(name):
        visitor = with_cookies(url, jar)
        for count in range(100000):
            note = f"promessa {os.getpid()}-{name}-{count}"
            try:
                where = visitor.tell(note)
            except (OSError, http.client.HTTPException):
                return
            if isinstance(where, int):
                sys.exit(f"not confirmed: {where}")
            with lock, open(book, "a", encoding="utf-8") as file:
                file.write(f"{where.split('/')[2]}\t{note}\n")

    threads = [threading.Thread(target=one, args=(name,)) for name in range(int(writers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def verify(url, jar, book):
    """Looks every confirmed record up again. Prints how many; fails when one is missing."""
    visitor, missing, count = with_cookies(url, jar), 0, 0
    with open(book, encoding="utf-8") as file:
        for line in file:
            number, note = line.rstrip("\n").split("\t")
            status, _, text = visitor.get(f"/contatti/{number}")
            count += 1
            if status != 200 or note not in text:
                missing += 1
                print(f"lost: {line.rstrip()} ({status})", file=sys.stderr)
    print(count)
    sys.exit(missing > 0)


def status_of(url, path, jar=None):
    """Prints the status of one page."""
    visitor = with_cookies(url, jar) if jar else Visitor(url)
    print(visitor.get(path)[0])


def tell(url, jar, note):
    """Prints 'confirmed', or the status of the answer."""
    where = with_cookies(url, jar).tell(note)
    print(where if isinstance(where, int) else "confirmed")


def probe(url, seconds="0", source="127.0.0.9", patience="10"):
    """Asks for the home page again and again for so long, from another address. Prints the slowest
    answer in milliseconds; fails at the first that does not come in time or is not 200."""
    end, slowest = time.monotonic() + float(seconds), 0.0
    while True:
        began = time.monotonic()
        status = Visitor(url, source=source, timeout=float(patience)).get("/")[0]
        slowest = max(slowest, time.monotonic() - began)
        if status != 200:
            sys.exit(f"the probe was answered {status}")
        if time.monotonic() >= end:
            break
        time.sleep(0.2)
    print(round(slowest * 1000))


def half(url, count="60", seconds="5"):
    """Opens connections that send half of a request, or less, and waits."""
    address = urllib.parse.urlsplit(url)
    pieces = [b"", b"G", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nCookie: a",
              b"POST /accesso HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nusername=an",
              b"POST /accesso HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"]
    wires = []
    for number in range(int(count)):
        wire = socket.create_connection((address.hostname, address.port), timeout=5)
        try:
            wire.sendall(random.choice(pieces))
        except OSError:
            pass
        wires.append(wire)
        if number % 3 == 0:
            wire.close()
    time.sleep(float(seconds))
    for wire in wires:
        wire.close()


def crowd_deeds(visitor, number):
    """What one of a crowd does: a name and a way to do it, over and over."""
    name = {"username": CROWD_USERS[number % len(CROWD_USERS)], "password": PASSWORD}
    while True:
        visitor.cookies.clear()
        yield "entered", lambda: visitor.fill("/accesso", name)
        for turn in range(20):
            note = {"channel": "phone", "need": "health_doctor", "place": "", "answer": f"{number} {turn}"}
            person = {"surname": "".join(random.choices("abcdeilmnorst", k=9)), "name": "Prova"}
            yield "read", lambda: visitor.get(random.choice(CROWD_PAGES))
            yield "read", lambda: visitor.get(f"/persone/{random.randrange(1, 3000)}")
            yield "searched", lambda: visitor.get(f"/persone?q={random.choice(CROWD_WORDS)}")
            yield "wrote", lambda: visitor.fill("/contatti/informazione", note)
            if number % 4 == 0:
                yield "wrote", lambda: visitor.fill("/persone/nuova", person)


def crowd(url, clients="32", seconds="60"):
    """Everybody does something for so long, each from an address of their own. Prints how much was
    done; fails when an answer is wrong. Who is told to wait (503) waits."""
    end, lock, done, wrong = time.monotonic() + float(seconds), threading.Lock(), {}, []

    def one(number):
        visitor = Visitor(url, source=f"127.0.1.{number + 1}", timeout=120)
        for name, deed in crowd_deeds(visitor, number):
            if time.monotonic() > end or wrong:
                return
            try:
                status = deed()[0]
            except (OSError, http.client.HTTPException) as error:
                status = repr(error)
            with lock:
                key = "waited" if status == 503 else name
                done[key] = done.get(key, 0) + 1
                if status not in (200, 303, 404, 503):
                    wrong.append(f"{name}: {status}")
            if status == 503:
                time.sleep(1)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(int(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    missing = {"entered", "read", "searched", "wrote"} - done.keys()
    if wrong or missing:
        sys.exit(f"wrong: {wrong[:3]}, never: {missing}")
    print(", ".join(f"{count} {name}" for name, count in sorted(done.items())))


COMMANDS = {"sign-in": sign_in, "write": write, "verify": verify, "status": status_of, "tell": tell,
            "probe": probe, "half": half, "crowd": crowd}

if __name__ == "__main__":
    try:
        COMMANDS[sys.argv[1]](*sys.argv[2:])
    except (OSError, http.client.HTTPException) as error:
        sys.exit(f"no answer: {error!r}")
