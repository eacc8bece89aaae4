"""A network of one's own: loopback, a name server, and a way out that leads nowhere, so that connections there hang."""
import os
import shutil
import subprocess
import sys

NAME_SERVER = "127.0.0.53"
# Of the range that is for measuring networks; nobody answers for the second.
HERE, NOWHERE = "198.18.0.1", "198.18.0.2"
INSIDE = "--inside"


def entering():
    """The words before a command that has it run in a network of its own; nothing where that cannot be had."""
    if not all(map(shutil.which, ("unshare", "ip", "mount"))):
        return None
    # Without root a user namespace will do, on machines that allow it.
    words = ["unshare", "--net", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]
    steps = "ip link set lo up && ip link add here type veth peer name nowhere"
    tried = subprocess.run([*words, "sh", "-c", steps], capture_output=True)
    return words if tried.returncode == 0 else None


def enter(module, arguments):
    """Has the module run inside, with the same arguments. Comes back only where that is not possible."""
    if words := entering():
        sys.stdout.flush()
        os.execvp(words[0], [*words, sys.executable, "-m", module, *arguments, INSIDE])


def prepare(folder):
    """Inside: the ways out, and who is asked for names."""
    for step in (
        "link set lo up", "link add here type veth peer name nowhere", "link set here up", "link set nowhere up",
        f"addr add {HERE}/30 dev here", f"neigh add {NOWHERE} lladdr 02:00:00:00:00:01 dev here",
        f"route add default via {NOWHERE}",
    ):
        subprocess.run(["ip", *step.split()], check=True)
    for name, text in {
        "resolv.conf": f"nameserver {NAME_SERVER}\n", "hosts": "127.0.0.1 localhost\n",
    }.items():
        with open(f"{folder}/{name}", "w") as file:
            file.write(text)
        subprocess.run(["mount", "--bind", f"{folder}/{name}", f"/etc/{name}"], check=True)
