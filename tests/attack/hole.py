"""A site with two holes that scanners look for, to prove that they see one: `python3 hole.py` prints its address.

What is asked for is put into SQL as it comes and shown as it comes.
"""
import http.server
import sqlite3
import urllib.parse

PEOPLE = sqlite3.connect(":memory:", check_same_thread=False)
PEOPLE.executescript("create table person (name text, phone text);"
                     "insert into person values ('rosa', '300 1'), ('ugo', '300 2');")
HOME = '<html><body><a href="/hole?name=rosa">Rosa</a> <form method="get" action="/hole"><input name="name"></form></body></html>'


class Hole(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        address = urllib.parse.urlsplit(self.path)
        name = urllib.parse.parse_qs(address.query).get("name", [""])[0]
        status, text = 200, HOME
        if address.path == "/hole":
            try:
                found = PEOPLE.execute(f"select phone from person where name = '{name}'").fetchall()
                text = f"<html><body><h1>{name}</h1><p>{found}</p></body></html>"
            except sqlite3.Error as fault:
                status, text = 500, f"<html><body>sqlite3.OperationalError: {fault}</body></html>"
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hole)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
