"""The TCP sockets over IPv4 of this network, as the kernel lists them."""

LISTENING, WAITING = 10, 6


def sockets():
    """Of each: its port, the port of the other end, and the bytes that its owner has not read."""
    with open("/proc/net/tcp") as file:
        next(file)
        # By both ends: while others open and close, the kernel writes some rows twice.
        rows = {tuple(fields[1:3]): fields for fields in (line.split() for line in file)}
    for ends, fields in rows.items():
        if int(fields[3], 16) not in (LISTENING, WAITING):
            here, there = (int(address.split(":")[1], 16) for address in ends)
            yield here, there, int(fields[4].split(":")[1], 16)


def leading_to(port):
    return sum(there == port for _, there, _ in sockets())


def unread(here, there):
    """Bytes that have come to the one port from the other and that nobody has read."""
    return sum(bytes_ for mine, other, bytes_ in sockets() if (mine, other) == (here, there))
