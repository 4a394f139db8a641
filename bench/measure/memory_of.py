"""Divides the resident memory of a Java process by mapped file and by part of the JVM."""

import collections
import dataclasses
import pathlib
import re

from machine import JAVA_HOME, run

MAPPING = re.compile(r'^([0-9a-f]+)-[0-9a-f]+ \S+ \S+ \S+ \d+ *(.*)$')
REGION = re.compile(r'\[0x([0-9a-f]+) - 0x([0-9a-f]+)\] reserved (?:and committed )?\d+KB for ([\w ]+?)(?: from)?$', re.MULTILINE)

CLASSES = 'classes outside the archive'
ARCHIVES = "archives of the JDK's classes"
PARTS = {'Java Heap': 'the heap', 'Class': CLASSES, 'Metaspace': CLASSES, 'Shared class space': ARCHIVES, 'Code': 'compiled code'}
FILES = {'.so': 'code of the JVM, the JDK and the system', '.jsa': ARCHIVES, '.aot': ARCHIVES, 'modules': ARCHIVES}
REST = "the JVM's own structures, and stacks"
KINDS = tuple(dict.fromkeys((*FILES.values(), *PARTS.values(), REST)))


def tracked(subject):
    """The same subject, in a JVM that tracks its native memory."""
    java, *arguments = subject.command
    return dataclasses.replace(subject, command=(java, '-XX:NativeMemoryTracking=detail', *arguments))


def resident_mb(process):
    """Resident memory by kind, in MiB."""
    mappings = pathlib.Path(f'/proc/{process}/smaps').read_text().splitlines()
    regions = [(int(begin, 16), int(end, 16), part)
               for begin, end, part in REGION.findall(run(JAVA_HOME / 'bin' / 'jcmd', process, 'VM.native_memory', 'detail'))]
    resident = collections.Counter()
    kind = None
    for line in mappings:
        mapping = MAPPING.match(line)
        if mapping:
            kind = _kind(int(mapping[1], 16), mapping[2], regions)
        elif line.startswith('Rss:'):
            resident[kind] += int(line.split()[1]) / 1024
    return resident


def _kind(address, path, regions):
    file = re.sub(r'\.so[.\d]*$', '.so', path)
    for ending, kind in FILES.items():
        if file.endswith(ending):
            return kind
    return next((PARTS[part] for begin, end, part in regions if begin <= address < end and part in PARTS), REST)
