"""Runs Nero and the peer as HTTP servers."""

import contextlib
import http.client
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time

from database import free_port
from events import token
from machine import ALL, ROOT, WORK, on
from settings import settings
from subjects import PEERS, node

TIMEOUT = 120
POOL = 32
API = '/api/v1'


class Server:
    """A running server, and access tokens for it."""

    def __init__(self, process, port, tokens):
        self.process = process
        self.port = port
        self.tokens = tokens

    def rss_mb(self):
        return int(_status(self.process.pid).split('VmRSS:')[1].split()[0]) / 1024

    def client(self):
        return Client(self.port, self.tokens[0])


class Client:
    """A client with one connection."""

    def __init__(self, port, access_token=None):
        self._connection = http.client.HTTPConnection('127.0.0.1', port, timeout=30)
        self._token = access_token

    def call(self, method, path, body=None):
        """The JSON of the response, and the milliseconds that it took."""
        headers = {'Authorization': f'Bearer {self._token}'} if self._token else {}
        if body is not None:
            headers['Content-Type'] = 'application/json'
        began = time.perf_counter_ns()
        self._connection.request(method, path, None if body is None else json.dumps(body), headers)
        response = self._connection.getresponse()
        content = response.read()
        took = (time.perf_counter_ns() - began) / 1e6
        if response.status >= 300:
            raise SystemExit(f'{method} {path} returned {response.status}: {content[:500]}')
        return json.loads(content), took


def _status(pid):
    return pathlib.Path(f'/proc/{pid}/status').read_text()


@contextlib.contextmanager
def nero_server(database, cpus=ALL):
    """Runs bin/start on the database."""
    with tempfile.TemporaryDirectory() as data:
        port = free_port()
        environment = settings() | {'MONGODB_URI': f'{database.uri()}&maxPoolSize={POOL}', 'PATH': os.environ['PATH']}
        # Without these settings, bin/start uses its own origin and picture files.
        del environment['NERO_WEB_ORIGIN'], environment['CLOUDINARY_URL']
        command = [ROOT / 'bin' / 'start', '--port', str(port), '--data', data]
        with _running(command, environment, cpus, 'bin-start') as process:
            _await(port, '/api/v1/health')
            yield Server(process, port, [access_token for access_token, _ in database.callers])


@contextlib.contextmanager
def express_server(database, cpus=ALL):
    """Runs the Express peer on the database."""
    folder = node('express').folder
    port = free_port()
    environment = settings() | {'MONGODB_URI': database.uri(), 'POOL_SIZE': str(POOL), 'PORT': str(port),
                                'NODE_ENV': 'production', 'PATH': os.environ['PATH']}
    with _running(['node', folder / 'server.js'], environment, cpus, 'express-server') as process:
        tokens = [token(user) for _, user in database.callers]
        _await(port, '/api/v1/users/me', tokens[0])
        yield Server(process, port, tokens)


@contextlib.contextmanager
def _running(command, environment, cpus, name):
    with open(WORK / f'{name}.log', 'w') as log:
        process = subprocess.Popen([str(part) for part in command], env=environment, stdout=log, stderr=subprocess.STDOUT,
                                   preexec_fn=on(cpus))
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def _await(port, path, access_token=None):
    deadline = time.monotonic() + TIMEOUT
    while True:
        try:
            return Client(port, access_token).call('GET', path)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
