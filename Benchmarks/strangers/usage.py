"""What a process takes, as the kernel has it."""
import os

MEGABYTE = 1_000_000


class Usage:
    def __init__(self, pid):
        self.pid = pid

    def cpu(self):
        """Seconds until now."""
        with open(f"/proc/{self.pid}/stat") as file:
            # The name before it may have blanks in it.
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self):
        """Megabytes now, and at the peak."""
        with open(f"/proc/{self.pid}/status") as file:
            fields = dict(line.split(":", 1) for line in file if ":" in line)
        return tuple(int(fields[name].split()[0]) * 1024 / MEGABYTE for name in ("VmRSS", "VmHWM"))

    def files(self):
        """Everything that it has open."""
        return len(os.listdir(f"/proc/{self.pid}/fd"))
