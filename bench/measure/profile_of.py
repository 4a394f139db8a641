"""Profiles the CPU time of a function and of bin/start, and the memory of a function.

A sample counts for the first rule that matches its stack.
"""

import collections
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import zipfile

from database import Database
from load import WARM_UP, under_load
from machine import JAVA_HOME, MEASURED, OTHERS, WORK
from memory_of import KINDS, resident_mb, tracked
from servers import nero_server
from subjects import LIST, empty, nero, plain_java, runtime_cache

STARTS = 25
CALLS = 5_000
SECONDS = 30

# Many kernels tick 250 times a second, so each sample is 4 ms, even if a shorter interval is requested.
SAMPLE_MS = 4
SAMPLING = 'start,event=ctimer,interval=1ms,jstackdepth=1000'

RULES = (
    ('the JIT compiler', r'CompileBroker'),
    ('garbage collection', r'SerialHeap|DefNewGeneration|TenuredGeneration'),
    ('linking of lambdas', r'MethodHandleNatives\.link'),
    ('loading and verifying classes', r'ClassLoader\.loadClass|ClassLoader\.defineClass|ClassFileParser|Verifier::|SystemDictionary'),
    ('TLS and certificates', r'sun/security/(ssl|x509|validator|provider/certpath)|javax/net/ssl'),
    ("MongoDB's driver and BSON", r'com/mongodb|org/bson'),
    ('signatures of access tokens', r'com/auth0'),
    ('Nero itself, with its JSON', r'app/nero/(?!local)'),
    ('the local gateway and HTTP server', r'app/nero/local|sun/net/httpserver'),
    ("Lambda's interface client", r'com/amazonaws'),
    ('the JVM itself', r''),
)


def main(jar):
    os.sched_setaffinity(0, OTHERS)
    shutil.rmtree(WORK / 'profiles', ignore_errors=True)
    library = WORK / 'libasyncProfiler.so'
    with zipfile.ZipFile(jar) as archive:
        library.write_bytes(archive.read(f'linux-{"arm64" if platform.machine() == "aarch64" else "x64"}/libasyncProfiler.so'))
    with Database() as database:
        database.fill(10_000, 1_000)
        events = LIST.events(database)
        for tls in (False, True):
            for number in range(STARTS):
                _run(library, f'cold-{tls}-{number}', database, tls, [next(events)])
        _run(library, 'warm', database, False, [next(events) for _ in range(CALLS)])
        requests, spent = _serve(library, database) if shutil.which('wrk') else (0, 0)
        memory = {name: (_memory(subject, database), 1) for name, subject in (
            ('nero', nero(LIST.function, (runtime_cache(),))), ('plain Java', plain_java()),
            ('a handler that does nothing', empty(runtime_cache())))}
    columns = {f'cold, {name}': (_sorted(f'cold-{tls}-*', STARTS), 0) for name, tls in (('plain', False), ('TLS', True))}
    columns['warm call'] = (_sorted('warm', CALLS), 2)
    if requests:
        columns['request of the mix'] = (_sorted('mix', requests), 2)
    _print('CPU time, ms', [name for name, _ in RULES], columns)
    if requests:
        print(f'The database uses {spent:.2f} ms of CPU time per request of the mix.')
    print()
    _print('resident after the first response, MiB', KINDS, memory)


def _print(title, kinds, columns):
    """Prints a table. Each column is a pair of its values by kind and the number of decimals."""
    print(f'| {title} | ' + ' | '.join(columns) + ' |')
    print('|---' * (len(columns) + 1) + '|')
    for kind in kinds:
        print(f'| {kind} | ' + ' | '.join(f'{figures[kind]:.{digits}f}' for figures, digits in columns.values()) + ' |')
    print('| **total** | ' + ' | '.join(f'{sum(figures.values()):.{digits}f}' for figures, digits in columns.values()) + ' |')


def _memory(subject, database):
    with tracked(subject).start(database) as function:
        function.call(next(LIST.events(database)))
        return resident_mb(function.process.pid)


def _serve(library, database):
    """Profiles bin/start on one processor. Returns the number of requests and the database's CPU time per request in ms."""
    with nero_server(database, {MEASURED}) as server:
        under_load(server, database, 'mix', WARM_UP)
        _agent(library, server, SAMPLING)
        result = under_load(server, database, 'mix', SECONDS)
        _agent(library, server, f'stop,collapsed,file={_file("mix")}')
        return result['rps'] * SECONDS, result['database']


def _agent(library, server, command):
    subprocess.run([JAVA_HOME / 'bin' / 'jcmd', str(server.process.pid), f'JVMTI.agent_load {library} "{command}"'], check=True,
                   stdout=subprocess.DEVNULL)


def _file(name):
    folder = WORK / 'profiles'
    folder.mkdir(exist_ok=True)
    return folder / f'{name}.txt'


def _run(library, name, database, tls, events):
    agent = f'-agentpath:{library}={SAMPLING},collapsed,file={_file(name)}'
    with nero(LIST.function, (runtime_cache(), agent)).start(database, tls) as function:
        for event in events:
            function.call(event)
        function.end()


def _sorted(pattern, calls):
    """Milliseconds by rule, per start or call."""
    samples = collections.Counter()
    for file in (WORK / 'profiles').glob(f'{pattern}.txt'):
        for line in file.read_text().splitlines():
            stack, _, count = line.rpartition(' ')
            name = next(name for name, rule in RULES if re.search(rule, stack))
            samples[name] += int(count)
    return {name: samples[name] * SAMPLE_MS / calls for name, _ in RULES}


main(pathlib.Path(sys.argv[1]))
