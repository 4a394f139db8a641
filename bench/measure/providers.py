"""A stand-in for Twilio and SQS that accepts every SMS and every message."""

import contextlib
import http.server
import json
import threading


class _Providers(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    # Sends the head and the body together. Otherwise the body waits 40 ms for the delayed ACK of the head.
    wbufsize = -1

    def do_POST(self):
        self.rfile.read(int(self.headers['Content-Length']))
        of_sqs = 'X-Amz-Target' in self.headers
        body = json.dumps({'MessageId': '1'} if of_sqs else {'sid': 'SM' + '0' * 32, 'status': 'queued', 'error_code': None}).encode()
        self.send_response(200 if of_sqs else 201)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *parts):
        pass


@contextlib.contextmanager
def providers():
    """Starts the stand-in and yields the settings for it."""
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), _Providers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f'http://127.0.0.1:{server.server_port}'
    try:
        yield {'TWILIO_ACCOUNT_SID': 'AC' + '0' * 32, 'TWILIO_AUTH_TOKEN': 'bench',
               'TWILIO_MESSAGING_SERVICE_SID': 'MG' + '0' * 32, 'TWILIO_BASE_URL': url,
               'NERO_QUEUE_URL': f'{url}/queue', 'AWS_ACCESS_KEY_ID': 'bench', 'AWS_SECRET_ACCESS_KEY': 'bench'}
    finally:
        server.shutdown()
        server.server_close()
