"""A stand-in for Twilio that accepts every SMS."""

import contextlib
import http.server
import json
import threading


class _Twilio(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_POST(self):
        self.rfile.read(int(self.headers['Content-Length']))
        body = json.dumps({'sid': 'SM' + '0' * 32, 'status': 'queued', 'error_code': None}).encode()
        self.send_response(201)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *parts):
        pass


@contextlib.contextmanager
def twilio():
    """Starts the stand-in and yields the settings for it."""
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), _Twilio)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield {'TWILIO_ACCOUNT_SID': 'AC' + '0' * 32, 'TWILIO_AUTH_TOKEN': 'bench',
               'TWILIO_MESSAGING_SERVICE_SID': 'MG' + '0' * 32, 'TWILIO_BASE_URL': f'http://127.0.0.1:{server.server_port}'}
    finally:
        server.shutdown()
        server.server_close()
