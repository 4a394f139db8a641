"""The subjects: Nero's packaged functions, and the peers."""

import calendar
import dataclasses
import itertools
import os
import random
import re
import secrets
import shutil
import zipfile

from database import AUTHORITY, TRUST_STORE
from events import authorization, event, hint, webhook
from settings import settings
from machine import ALL, JAVA_HOME, MEASURED, ROOT, WORK, on, run
from runtime_api import Function

JAVA = JAVA_HOME / 'bin' / 'java'
RUNTIME = sorted((ROOT / 'packaging' / 'target' / 'lambda-runtime').glob('*.jar'))
CLIENT = 'com.amazonaws.services.lambda.runtime.api.client.AWSLambda'
PEERS = ROOT / 'bench' / 'peers'
TRUST = f'-Djavax.net.ssl.trustStore={TRUST_STORE}'

# The memory of the functions in template.yaml.
MEMORY_MB = 1024
WORKER_MEMORY_MB = 2048


@dataclasses.dataclass(frozen=True)
class Subject:
    """A function that answers events."""
    name: str
    command: tuple
    folder: object
    handler: str
    environment: tuple = ()
    tls_flags: tuple = ()
    tls_environment: tuple = ()
    uses_database: bool = True
    # Whether Lambda restores it from a snapshot.
    snap_start: bool = False

    def start(self, database, tls=False, memory=MEMORY_MB, snapshot=False, share=None, cpus=None, more=None):
        environment = settings() | dict(self.environment) | (more or {}) | {
            '_HANDLER': self.handler, 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE': str(memory), 'POOL_SIZE': '2', 'PATH': os.environ['PATH']}
        if self.uses_database:
            environment['MONGODB_URI'] = database.uri(tls)
        command = self.command
        if tls:
            environment |= dict(self.tls_environment)
            command = (command[0], *self.tls_flags, *command[1:])
        pin = on(cpus or {MEASURED})

        def prepare():
            pin()
            if share:
                share.add(os.getpid())

        log = WORK / f'{self.name}.log'
        sizes = {'MEMORY': str(memory), 'HEAP': str(memory * 85 // 100)}
        return Function([_filled(part, sizes) for part in command], self.folder,
                        {name: _filled(value, sizes) for name, value in environment.items()}, prepare, log, snapshot)


def _filled(argument, sizes):
    """Replaces MEMORY and HEAP with numbers."""
    for name, value in sizes.items():
        argument = str(argument).replace(name, value)
    return argument


def _unpacked(jar, folder):
    """Unpacks a jar like Lambda does."""
    if not folder.exists() or folder.stat().st_mtime < jar.stat().st_mtime:
        shutil.rmtree(folder, ignore_errors=True)
        with zipfile.ZipFile(jar) as archive:
            archive.extractall(folder)
        os.utime(folder)
    return folder


def java(name, folder, handler, flags=(), snap_start=False):
    """Runs a handler like the managed runtime does."""
    # Lambda also passes -Xshare:auto, which is the default and not allowed with an AOT cache. The initial heap depends on the
    # machine's memory, which on Lambda is that of the function. With SnapStart, Lambda does not limit the JIT.
    jit = () if snap_start else ('-XX:TieredStopAtLevel=1',)
    command = (JAVA, '-XX:+UseSerialGC', *jit, '-XX:MaxRAM=MEMORYm', '-XmxHEAPm', *flags,
               '-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac', '--enable-native-access=ALL-UNNAMED', '-cp',
               ':'.join(str(jar) for jar in RUNTIME), CLIENT, handler)
    return Subject(name, command, folder, handler, tls_flags=(TRUST,), snap_start=snap_start)


def jar_of(function):
    return ROOT / 'functions' / function / 'target' / f'{function}-lambda.jar'


def handler_of(function):
    words = function.split('-')
    return f"app.nero.functions.{''.join(words)}.{''.join(word.capitalize() for word in words)}Handler::handleRequest"


def nero(function, flags=(), snap_start=False):
    subject = java(f'nero-{function}', _unpacked(jar_of(function), WORK / 'task' / function), handler_of(function),
                   flags=(*flags, *options_of(function)), snap_start=snap_start)
    return dataclasses.replace(subject, uses_database=uses_database(function))


def _declaration(function):
    """The function's part of template.yaml."""
    return (ROOT / 'template.yaml').read_text().partition(f'functions/{function}/target')[2].partition('SkipBuild')[0]


def uses_database(function):
    """Whether the function connects to the database. If not, its jar has no driver, and priming with a URI would fail."""
    return 'MONGODB_URI' in _declaration(function)


def options_of(function):
    """The function's JAVA_TOOL_OPTIONS in template.yaml."""
    template = (ROOT / 'template.yaml').read_text()
    groups = template.partition('\n  TlsGroups:')[2].partition('Default: ')[2].split('\n')[0]
    pattern = r'JAVA_TOOL_OPTIONS: (?:!Sub )?"?([^"\n]*)'
    # The first one in the template is for functions without their own.
    options = re.search(pattern, _declaration(function)) or re.search(pattern, template)
    return tuple(options[1].replace('${TlsGroups}', groups).split())


def package(functions):
    """Builds the packages with an AOT cache."""
    run(ROOT / 'bin' / 'dev' / 'package-aot', *functions)
    run(ROOT / 'bin' / 'dev' / 'package-aot', '--without-java', *functions)


def aot(function, packaging='aot'):
    """A package with an AOT cache, unpacked like Lambda does, with file times and modes. It fails to start if its cache cannot be used."""
    folder = WORK / 'task' / f'{packaging}-{function}'
    shutil.rmtree(folder, ignore_errors=True)
    with zipfile.ZipFile(ROOT / 'functions' / function / 'target' / f'{function}-{packaging}.zip') as archive:
        for entry in archive.infolist():
            path = archive.extract(entry, folder)
            os.chmod(path, entry.external_attr >> 16)
            os.utime(path, (calendar.timegm(entry.date_time),) * 2)
    options = ' '.join(('-XX:AOTMode=on', '-XX:MaxRAM=MEMORYm', *options_of(function)))
    # Lambda passes the command of its runtime to a wrapper.
    command = (folder / 'bootstrap', *([JAVA] if packaging == 'cache' else []))
    return Subject(f'{packaging}-{function}', command, folder, handler_of(function),
                   environment=(('JAVA_TOOL_OPTIONS', options),),
                   tls_environment=(('JAVA_TOOL_OPTIONS', f'{options} {TRUST}'),), uses_database=uses_database(function))


def node(name):
    """A peer in Node.js. Installs its packages."""
    folder = PEERS / name
    if not (folder / 'node_modules').exists():
        run('npm', 'ci', '--silent', '--no-audit', '--no-fund', cwd=folder)
    return Subject(name, ('node', '--max-old-space-size=HEAP', PEERS / 'runtime.mjs'), folder, 'lambda.handler',
                   tls_environment=(('NODE_EXTRA_CA_CERTS', str(AUTHORITY)),))


def _compile(source, folder):
    """Compiles a peer into the folder with its libraries."""
    path = ':'.join(str(entry) for entry in (*RUNTIME, folder))
    run(JAVA_HOME / 'bin' / 'javac', '-cp', path, '-d', folder, PEERS / source)


def plain_java():
    """A minimal Java handler with the libraries of Nero's templates function."""
    folder = _unpacked(jar_of('templates'), WORK / 'task' / 'plain-java')
    shutil.rmtree(folder / 'app', ignore_errors=True)
    _compile('Plain.java', folder)
    return java('plain-java', folder, 'Plain::handleRequest', flags=(runtime_cache(), *options_of('templates')))


def empty(cache):
    """A Java handler that does nothing."""
    folder = WORK / 'task' / 'empty'
    folder.mkdir(parents=True, exist_ok=True)
    _compile('Empty.java', folder)
    return java('empty', folder, 'Empty::handleRequest', flags=(cache,))


def spring():
    """The peer in Spring Boot. Builds it."""
    folder = PEERS / 'spring' / 'target' / 'classes'
    if not (folder / 'lib').exists():
        run('mvn', '-q', '-B', 'package', cwd=PEERS / 'spring', env=os.environ | {'JAVA_HOME': str(JAVA_HOME)})
    return java('spring', folder, 'peer.StreamLambdaHandler::handleRequest')


def runtime_cache():
    """A class cache like that of Lambda's Java runtime, trained with a handler that does nothing: it contains the classes of the
    interface client and the JDK classes that these need."""
    cache = WORK / 'runtime.aot'
    if not cache.exists():
        _train(empty(f'-XX:AOTCacheOutput={cache}'), [b'{}'], NoDatabase())
    return f'-XX:AOTCache={cache}'


def _train(subject, events, database):
    """Runs the subject, so that it writes its class cache when it stops."""
    with subject.start(database, cpus=ALL) as function:
        for each in events:
            function.call(each)
        function.end()


class NoDatabase:

    def uri(self, tls=False):
        return 'mongodb://127.0.0.1:1'


@dataclasses.dataclass(frozen=True)
class Route:
    """A request, and the function of Nero that serves it."""
    name: str
    function: str
    method: str
    resource: str
    path: str = ''
    body: object = None
    status: int = 200
    query: object = None
    memory: int = MEMORY_MB
    # Whether API Gateway calls Nero's authorizer first.
    authorized: bool = False
    guest: bool = False
    # Whether each event has another query.
    varies: bool = False

    def events(self, database):
        """An endless sequence of events by one user or guest. If the path has an id, each event names the next template."""
        varied = queries()
        for number in itertools.count():
            path = {'id': database.templates[number % len(database.templates)]} if self.path else None
            yield event(self.method, self.resource, None if self.guest else database.user, path,
                        next(varied) if self.varies else self.query, self.body, access_token=database.token)

    def answered(self, answer):
        return answer.get('statusCode') == self.status


def queries():
    """An endless sequence of queries of lists. Of 9,280 different ones, the order is random, but always the same."""
    filters = [{'category': f'category-{i}'} for i in range(12)] + [{'style': f'style {i}'} for i in range(20)]
    filters += [{'tag': f'tag{i}'} for i in range(200)]
    chosen = random.Random(1)
    while True:
        yield chosen.choice(filters) | {'sort': chosen.choice(('newest', 'popular', 'views', 'trending')),
                                        'limit': str(chosen.randint(11, 20))}


class Authorization(Route):
    """A call of an authorizer."""

    def events(self, database):
        while True:
            yield authorization(database.token)

    def answered(self, answer):
        return answer['context']['role'] == 'user'


class Hint(Route):
    """A message for a worker. It names a generation that does not exist, so the worker finds nothing to do."""

    def events(self, database):
        while True:
            yield hint(secrets.token_hex(12))

    def answered(self, answer):
        return answer == {'batchItemFailures': []}


class Webhook(Route):
    """A signed webhook, for which the function sends a message to a queue that accepts it."""

    def events(self, database):
        while True:
            yield webhook(self.resource, secrets.token_hex(12))


LIST = Route('list', 'templates', 'GET', '/v1/templates')
ME = Route('me', 'profile', 'GET', '/v1/users/me', authorized=True)
FAVORITE = Route('favorite', 'favorite', 'POST', '/v1/templates/{id}/favorite', 'id', authorized=True)
ROUTES = (LIST, ME, FAVORITE)
# Lists of a warm function, beside the one that repeats a query.
VARYING_LIST = dataclasses.replace(LIST, name='list, varying queries', varies=True)
GUEST_LIST = dataclasses.replace(LIST, name='list, guest', guest=True)
WARM_ROUTES = (LIST, VARYING_LIST, GUEST_LIST, ME, FAVORITE)

GENERATIONS = Route('generations', 'generations', 'GET', '/v1/generations', query={'status': 'active'})
STARS = Route('stars', 'generations', 'GET', '/v1/stars')
WORKER = Hint('generation-worker', 'generation-worker', '', '', memory=WORKER_MEMORY_MB)
WEBHOOK = Webhook('webhook', 'webhooks', 'POST', '/v1/webhooks/replicate/{id}')
PAGE = Route('page', 'pages', 'GET', '/v1/pages/templates/{id}', 'id')
PAYMENTS = Route('payments', 'payments', 'GET', '/v1/payments')
# Routes that the peers do not have.
OWN_ROUTES = (GENERATIONS, STARS, WORKER, WEBHOOK, PAGE, PAYMENTS)

PHONE = '+989121234567'
AUTHORIZER = Authorization('authorizer', 'authorizer', '', '')
# Routes of functions with SnapStart.
ALL_ROUTES = (
    *ROUTES,
    Route('send-code', 'send-code', 'POST', '/v1/auth/send-code', body={'phoneNumber': PHONE}),
    # A wrong code is counted, compared and refused.
    Route('verify-code', 'verify-code', 'POST', '/v1/auth/verify-code', body={'phoneNumber': PHONE, 'code': '123456'},
          status=401),
    Route('sessions', 'session', 'GET', '/v1/auth/sessions'),
    Route('characters', 'characters', 'GET', '/v1/characters'),
    GENERATIONS,
    STARS,
    WEBHOOK,
    PAGE,
    PAYMENTS,
    AUTHORIZER,
    Authorization('session-authorizer', 'session-authorizer', '', ''),
)
