"""Lambda's Runtime API for one function in a separate process.

A single thread sends events and receives responses, so the measured time is the function's only.
"""

import json
import selectors
import signal
import socket
import subprocess
import time
import uuid

from machine import cpu_ms

API = '/2018-06-01/runtime/'
TIMEOUT = 120


class FunctionFailed(Exception):
    pass


class _Connection:

    def __init__(self, stream):
        self.stream = stream
        self._buffer = b''

    def received(self):
        """The next request as method, path and body; None while it is incomplete."""
        data = self.stream.recv(1 << 20)
        if not data:
            raise EOFError
        self._buffer += data
        head, end, rest = self._buffer.partition(b'\r\n\r\n')
        if not end:
            return None
        lines = head.decode('latin-1').split('\r\n')
        headers = {name.lower(): value.strip() for name, value in (line.split(':', 1) for line in lines[1:])}
        if headers.get('expect', '').lower() == '100-continue' and not rest:
            self.stream.sendall(b'HTTP/1.1 100 Continue\r\n\r\n')
        if headers.get('transfer-encoding', '').lower() == 'chunked':
            body = _unchunked(rest)
        else:
            length = int(headers.get('content-length', 0))
            body = rest if len(rest) >= length else None
        if body is None:
            return None
        self._buffer = b''
        method, path, _ = lines[0].split(' ')
        return method, path, body

    def answer(self, status, body=b'', headers=''):
        # The interface client crashes without a content type.
        self.stream.sendall((f'HTTP/1.1 {status} OK\r\nContent-Type: application/json\r\n{headers}'
                             f'Content-Length: {len(body)}\r\n\r\n').encode() + body)


def _unchunked(data):
    parts = []
    while True:
        size, end, data = data.partition(b'\r\n')
        if not end:
            return None
        length = int(size, 16)
        if length == 0:
            return b''.join(parts) if data.endswith(b'\r\n') else None
        if len(data) < length + 2:
            return None
        parts.append(data[:length])
        data = data[length + 2:]


class Function:
    """A running function. Times are in milliseconds since the start of its process."""

    def __init__(self, command, folder, environment, prepare, log, snapshot=False):
        self._server = socket.create_server(('127.0.0.1', 0))
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._server, selectors.EVENT_READ)
        self._waiting = None
        self._log = open(log, 'w')
        port = self._server.getsockname()[1]
        complete = environment | {
            'AWS_LAMBDA_RUNTIME_API': f'127.0.0.1:{port}', 'AWS_LAMBDA_FUNCTION_VERSION': '1', 'AWS_REGION': 'eu-central-1',
            'AWS_LAMBDA_INITIALIZATION_TYPE': 'snap-start' if snapshot else 'on-demand',
            'AWS_LAMBDA_FUNCTION_NAME': 'bench', 'AWS_LAMBDA_LOG_GROUP_NAME': '/bench', 'AWS_LAMBDA_LOG_STREAM_NAME': '1',
            'LAMBDA_TASK_ROOT': str(folder)}
        self._log_name = log
        self._began = time.perf_counter_ns()
        self.process = subprocess.Popen([str(part) for part in command], cwd=folder, env=complete, stdout=self._log,
                                        stderr=subprocess.STDOUT, preexec_fn=prepare)
        if snapshot:
            # After the snapshot hooks, the client asks for the restore.
            self._until('restore/next')
            self.snapshot_ms = self._ms()
        else:
            self._ready()
            self.init_ms = self._ms()

    def restore(self):
        """Restores the snapshot. Returns the milliseconds until the function asks for its first event."""
        began = self._ms()
        self._waiting.answer(200)
        self._ready()
        return self._ms() - began

    def call(self, event):
        """Sends an event. Returns the response and the milliseconds that it took."""
        request = uuid.uuid4().hex
        began = time.perf_counter_ns()
        self._waiting.answer(200, event, f'Lambda-Runtime-Aws-Request-Id: {request}\r\n'
                                         f'Lambda-Runtime-Deadline-Ms: {int(time.time() * 1000) + 15_000}\r\n'
                                         'Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-central-1:0:function:bench\r\n')
        connection, body = self._until(f'invocation/{request}/response')
        took = (time.perf_counter_ns() - began) / 1e6
        connection.answer(202)
        self._ready()
        return json.loads(body), took

    def peak_mb(self):
        status = open(f'/proc/{self.process.pid}/status').read()
        return int(status.split('VmHWM:')[1].split()[0]) / 1024

    def cpu_ms(self):
        return cpu_ms(self.process.pid)

    def end(self):
        """Stops the process with SIGTERM, so that it can write its class cache."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(TIMEOUT)

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for key in list(self._selector.get_map().values()):
            key.fileobj.close()
        self._selector.close()
        self._log.close()

    def _ms(self):
        return (time.perf_counter_ns() - self._began) / 1e6

    def _ready(self):
        self._until('invocation/next')

    def _until(self, expected):
        deadline = time.monotonic() + TIMEOUT
        while time.monotonic() < deadline:
            for key, _ in self._selector.select(1):
                if key.fileobj is self._server:
                    stream, _ = self._server.accept()
                    stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self._selector.register(stream, selectors.EVENT_READ, _Connection(stream))
                    continue
                try:
                    request = key.data.received()
                except (EOFError, ConnectionResetError):
                    self._selector.unregister(key.fileobj)
                    key.fileobj.close()
                    continue
                if request is None:
                    continue
                path = request[1].removeprefix(API)
                if path != expected:
                    raise FunctionFailed(f'Got {path} instead of {expected}: {request[2].decode()[:2000]} (log: {self._log_name})')
                self._waiting = key.data
                return key.data, request[2]
            if self.process.poll() is not None:
                raise FunctionFailed(f'The process ended, see {self._log_name}')
        raise FunctionFailed(f'No request for {expected} within {TIMEOUT} s, see {self._log_name}')
