"""The MongoDB server for all measurements: a replica set with one member that accepts plain and TLS connections."""

import contextlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile

from machine import ALL, JAVA_HOME, OTHERS, ROOT, WORK, on, run
from settings import settings

TRUST_STORE = WORK / 'tls' / 'trust.p12'
AUTHORITY = WORK / 'tls' / 'authority.pem'


def free_port():
    with socket.create_server(('127.0.0.1', 0)) as server:
        return server.getsockname()[1]


def _certificates():
    """Creates a CA and a server certificate, and a trust store with the CA next to the public ones, as for a public CA."""
    folder = WORK / 'tls'
    if TRUST_STORE.exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    quiet = {'stderr': subprocess.DEVNULL}
    run('openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '365', '-subj', '/CN=Nero bench',
        '-keyout', folder / 'authority.key', '-out', AUTHORITY, **quiet)
    run('openssl', 'req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=127.0.0.1', '-keyout', folder / 'server.key',
        '-out', folder / 'server.csr', **quiet)
    (folder / 'names').write_text('subjectAltName=IP:127.0.0.1,DNS:localhost')
    run('openssl', 'x509', '-req', '-days', '365', '-in', folder / 'server.csr', '-CA', AUTHORITY, '-CAkey',
        folder / 'authority.key', '-CAcreateserial', '-extfile', folder / 'names', '-out', folder / 'server.crt', **quiet)
    (folder / 'server.pem').write_text((folder / 'server.key').read_text() + (folder / 'server.crt').read_text())
    store = folder / 'new.p12'
    shutil.copy(JAVA_HOME / 'lib' / 'security' / 'cacerts', store)
    run(JAVA_HOME / 'bin' / 'keytool', '-importcert', '-noprompt', '-alias', 'nero-bench', '-file', AUTHORITY, '-keystore',
        store, '-storepass', 'changeit', **quiet)
    store.rename(TRUST_STORE)
    return folder


class Database:
    """A MongoDB server with one database."""

    def __init__(self, name='bench'):
        tls = _certificates()
        self._folder = pathlib.Path(tempfile.mkdtemp(prefix='nero-bench-'))
        self._port = free_port()
        self._name = name
        self._log = open(self._folder / 'log', 'w')
        self.process = subprocess.Popen(
            [os.environ['NERO_MONGOD'], '--dbpath', self._folder, '--port', str(self._port), '--bind_ip', '127.0.0.1', '--replSet', 'rs0',
             '--wiredTigerCacheSizeGB', '4', '--tlsMode', 'preferTLS', '--tlsCertificateKeyFile', tls / 'server.pem',
             '--tlsCAFile', tls / 'authority.pem', '--tlsAllowConnectionsWithoutCertificates'],
            stdout=self._log, stderr=subprocess.STDOUT, preexec_fn=on(OTHERS))
        # Access tokens and ids of signed-in users. token and user are those of the first one.
        self.callers = []
        self.token = None
        self.user = None
        self.templates = []

    def uri(self, tls=False):
        return f'mongodb://127.0.0.1:{self._port}/{self._name}?tls={str(tls).lower()}'

    def fill(self, templates, users):
        """Adds templates and users with Fill.java, which prints tokens and ids."""
        path = f'{ROOT}/local/target/nero-local.jar:{ROOT}/local/target/lib/*'
        printed = run(JAVA_HOME / 'bin' / 'java', '-cp', path, ROOT / 'bench' / 'Fill.java', self.uri(), templates, users,
                      env=os.environ | settings(), preexec_fn=on(ALL))
        lines = printed.splitlines()
        self.callers = [tuple(line.split()) for line in lines if ' ' in line]
        self.token, self.user = self.callers[0]
        self.templates = [line for line in lines if ' ' not in line]

    @contextlib.contextmanager
    def commands(self):
        """A function that returns how many commands clients have sent, counted by Commands.java."""
        path = f'{ROOT}/local/target/nero-local.jar:{ROOT}/local/target/lib/*'
        with subprocess.Popen([JAVA_HOME / 'bin' / 'java', '-cp', path, ROOT / 'bench' / 'Commands.java', self.uri()], text=True,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=on(OTHERS)) as counter:
            def count():
                counter.stdin.write('\n')
                counter.stdin.flush()
                return int(counter.stdout.readline())
            yield count
            counter.stdin.close()

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._log.close()
        shutil.rmtree(self._folder)
