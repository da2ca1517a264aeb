"""A Slurm cluster of one machine: every worker is a node of its own, all on loopback, with a key of
its own, in a folder that is given, gone when the test ends."""
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import tempfile
import time

NEEDED = ("slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "scancel", "munged", "setpriv")
PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"

CONFIGURATION = """ClusterName=claimmap
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={port}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={socket}
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd-%n.pid
SlurmdSpoolDir={folder}/spool-%n
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
MpiDefault=none
SchedulerType=sched/builtin
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
JobRequeue=0
KillWait=2
"""


def missing():
    return [name for name in NEEDED if shutil.which(name, path=PATH) is None]


def free_ports(count):
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


class Cluster:
    """To be used in `with`; `environment` is for sbatch and the others."""

    def __init__(self, folder, workers):
        self.folder = pathlib.Path(folder)
        self.workers = workers
        self.daemons = []
        # The path of a socket may have 107 bytes.
        self.short = pathlib.Path(tempfile.mkdtemp(prefix="claimmap-munge-"))
        os.chmod(self.short, 0o755)
        self.environment = {**os.environ, "PATH": PATH, "SLURM_CONF": str(self.folder / "slurm.conf")}

    def configure(self):
        host = socket.gethostname().split(".")[0]
        port, *ports = free_ports(self.workers + 1)
        text = CONFIGURATION.format(host=host, port=port, folder=self.folder,
                                    socket=self.short / "socket",
                                    user=pwd.getpwuid(os.getuid()).pw_name)
        for i, own in enumerate(ports):
            text += (f"NodeName=worker{i} NodeHostname={host} NodeAddr=127.0.0.1 Port={own} CPUs=1 "
                     "RealMemory=500 State=UNKNOWN\n")
        text += "PartitionName=all Nodes=ALL Default=YES State=UP\n"
        (self.folder / "slurm.conf").write_text(text)
        (self.folder / "state").mkdir()
        key = self.short / "key"
        key.write_bytes(os.urandom(128))
        os.chmod(key, 0o400)

    def daemon(self, name, *command):
        with open(self.folder / f"{name}.log", "ab") as log:
            self.daemons.append(subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *map(str, command)], env=self.environment,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder))

    def __enter__(self):
        try:
            self.configure()
            self.daemon("munged", "munged", "--foreground", "--force", "--socket",
                        self.short / "socket", "--key-file", self.short / "key", "--pid-file",
                        self.short / "pid", "--seed-file", self.short / "seed",
                        "--num-threads", "2")
            self.wait_for(lambda: (self.short / "socket").exists(), "munged")
            self.daemon("slurmctld", "slurmctld", "-D", "-c")
            for i in range(self.workers):
                (self.folder / f"spool-worker{i}").mkdir()
                self.daemon(f"worker{i}", "slurmd", "-D", "-N", f"worker{i}")
            self.wait_for(lambda: self.idle() == self.workers, "the workers")
        except BaseException:
            self.__exit__()
            raise
        return self

    def idle(self):
        return self.ask("sinfo", "-h", "-N", "-o", "%t").split().count("idle")

    def wait_for(self, ready, what, seconds=40):
        end = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > end or any(d.poll() is not None for d in self.daemons):
                logs = "".join(f"--- {log.name}\n{log.read_text()[-1500:]}"
                               for log in sorted(self.folder.glob("*.log")))
                raise SystemExit(f"Slurm: no answer from {what}\n{logs}")
            time.sleep(0.1)

    def ask(self, *command):
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True,
                              check=False)
        return done.stdout

    def run(self, *command):
        """Hands a job in and waits for its end; its number and the state of each task."""
        done = subprocess.run(["sbatch", "--parsable", *map(str, command)], env=self.environment,
                              capture_output=True, text=True, check=True, cwd=self.folder)
        job = done.stdout.strip()
        self.wait_for(lambda: not self.ask("squeue", "-h", "-j", job).strip(), f"job {job}", 90)
        states = {}
        for record in self.ask("scontrol", "-o", "show", "job", job).splitlines():
            fields = dict(field.split("=", 1) for field in record.split() if "=" in field)
            states[int(fields["ArrayTaskId"])] = (fields["JobState"], fields["ExitCode"],
                                                  fields["NodeList"])
        return job, states

    def __exit__(self, *_):
        if len(self.daemons) > 1:
            self.ask("scancel", "--full", "-u", pwd.getpwuid(os.getuid()).pw_name)
            end = time.monotonic() + 10
            while self.ask("squeue", "-h").strip() and time.monotonic() < end:
                time.sleep(0.2)
        for daemon in reversed(self.daemons):
            daemon.terminate()
        for daemon in reversed(self.daemons):
            try:
                daemon.wait(10)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()
        shutil.rmtree(self.short, ignore_errors=True)
