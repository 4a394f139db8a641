"""Describes the machine, and assigns processes to its processors."""

import contextlib
import datetime
import os
import pathlib
import platform
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORK = ROOT / 'target' / 'bench'
JAVA_HOME = pathlib.Path(os.environ['JAVA_HOME'])

# One processor is for the subject. The others are for the database and the client.
ALL = os.sched_getaffinity(0)
MEASURED = max(ALL)
OTHERS = ALL - {MEASURED} or {MEASURED}

# Lambda gives a function one processor per 1,769 MB.
MEMORY_OF_ONE_CPU = 1769

# The scheduling period that Lambda uses.
PERIOD_US = 20_000


def run(*command, **options):
    """Runs a command and returns its output."""
    return subprocess.run([str(part) for part in command], check=True, text=True, stdout=subprocess.PIPE, **options).stdout


def cpu_ms(pid):
    """The CPU time that a process has used."""
    # The name is in parentheses and may contain any character. User and system time are the 12th and 13th fields after it.
    times = pathlib.Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()[11:13]
    return sum(int(ticks) for ticks in times) * 1000 / os.sysconf('SC_CLK_TCK')


def on(cpus):
    """A preexec_fn that pins a child process to these processors."""
    return lambda: os.sched_setaffinity(0, cpus)


def description():
    model = next(line.split(':')[1].strip() for line in open('/proc/cpuinfo') if line.startswith('model name'))
    java = run(JAVA_HOME / 'bin' / 'java', '--version').split('\n')[1]
    return {
        'date': datetime.datetime.now(datetime.timezone.utc).strftime('%Y-%m-%d'),
        'machine': f'{os.cpu_count()} cores, {model}, {platform.machine()}',
        'java': java,
        'node': run('node', '--version').strip(),
        'commit': run('git', '-C', ROOT, 'rev-parse', '--short', 'HEAD').strip(),
    }


class CpuShare:
    """Limits processes to a share of one processor, with cgroups version 1 or 2."""

    def __init__(self, share):
        modern = pathlib.Path('/sys/fs/cgroup/cgroup.controllers').exists()
        self._folder = pathlib.Path('/sys/fs/cgroup' if modern else '/sys/fs/cgroup/cpu') / f'nero-bench-{os.getpid()}'
        self._folder.mkdir(exist_ok=True)
        quota = int(share * PERIOD_US)
        if modern:
            (self._folder / 'cpu.max').write_text(f'{quota} {PERIOD_US}')
        else:
            (self._folder / 'cpu.cfs_period_us').write_text(str(PERIOD_US))
            (self._folder / 'cpu.cfs_quota_us').write_text(str(quota))

    def add(self, process):
        """Limits a process from now on."""
        (self._folder / 'cgroup.procs').write_text(str(process))

    def close(self):
        self._folder.rmdir()


@contextlib.contextmanager
def share_of(memory_mb):
    """The share of a processor that Lambda gives a function with this memory."""
    share = CpuShare(memory_mb / MEMORY_OF_ONE_CPU)
    try:
        yield share
    finally:
        share.close()
