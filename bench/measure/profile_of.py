"""What a function spends processor time on: samples of whole processes, sorted by the first rule that fits their stack."""

import collections
import os
import pathlib
import platform
import re
import sys
import zipfile

from database import Database
from machine import OTHERS, WORK
from subjects import LIST, nero, runtime_cache

STARTS = 25
CALLS = 5_000

# The kernel ticks 250 times a second on many machines, so a sample is 4 ms whatever finer one asks for.
SAMPLE_MS = 4

RULES = (
    ('the JIT compiler', r'CompileBroker'),
    ('garbage collection', r'SerialHeap|DefNewGeneration|TenuredGeneration'),
    ('linking of lambdas', r'MethodHandleNatives\.link'),
    ('loading and verifying classes', r'ClassLoader\.loadClass|ClassLoader\.defineClass|ClassFileParser|Verifier::|SystemDictionary'),
    ('TLS and certificates', r'sun/security/(ssl|x509|validator|provider/certpath)|javax/net/ssl'),
    ("MongoDB's driver and BSON", r'com/mongodb|org/bson'),
    ('Nero itself, with its JSON', r'app/nero'),
    ("Lambda's interface client", r'com/amazonaws'),
    ('the JVM itself', r''),
)


def main(jar):
    os.sched_setaffinity(0, OTHERS)
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
    print('| processor time, ms | cold, plain | cold, TLS | warm call |')
    print('|---|---|---|---|')
    columns = [_sorted(f'cold-{tls}-*', STARTS) for tls in (False, True)] + [_sorted('warm', CALLS)]
    for name, _ in RULES:
        print(f'| {name} | ' + ' | '.join(f'{column[name]:.{2 if column is columns[-1] else 0}f}' for column in columns) + ' |')
    print('| **together** | ' + ' | '.join(f'{sum(column.values()):.{2 if column is columns[-1] else 0}f}' for column in columns) + ' |')


def _run(library, name, database, tls, events):
    file = WORK / 'profiles' / f'{name}.txt'
    file.parent.mkdir(exist_ok=True)
    agent = f'-agentpath:{library}=start,event=ctimer,interval=1ms,collapsed,jstackdepth=1000,file={file}'
    with nero(LIST.function, (runtime_cache(), agent)).start(database, tls) as function:
        for event in events:
            function.call(event)
        function.end()


def _sorted(pattern, calls):
    """Milliseconds of each rule, of one start or one call."""
    samples = collections.Counter()
    for file in (WORK / 'profiles').glob(f'{pattern}.txt'):
        for line in file.read_text().splitlines():
            stack, _, count = line.rpartition(' ')
            name = next(name for name, rule in RULES if re.search(rule, stack))
            samples[name] += int(count)
    return {name: samples[name] * SAMPLE_MS / calls for name, _ in RULES}


main(pathlib.Path(sys.argv[1]))
