"""Receivers that answer 200, but late."""
import asyncio
import contextlib
import multiprocessing
import re


class LateReceivers:
    """So many, each at a port of its own, in a process of their own; its end hangs up on all."""

    def __init__(self, count, seconds):
        self.ports, theirs = multiprocessing.Pipe(duplex=False)
        self.process = multiprocessing.Process(target=run, args=(count, seconds, theirs), daemon=True)

    def __enter__(self):
        self.process.start()
        return self.ports.recv()

    def __exit__(self, *_):
        self.process.kill()
        self.process.join()


def run(count, seconds, ports):
    asyncio.run(receive(count, seconds, ports))


async def receive(count, seconds, ports):
    async def answer(reader, writer):
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(int(re.search(rb"(?i)content-length: *(\d+)", head).group(1)))
                await asyncio.sleep(seconds)
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    servers = [await asyncio.start_server(answer, "127.0.0.1", 0, backlog=1_024) for _ in range(count)]
    ports.send([server.sockets[0].getsockname()[1] for server in servers])
    await asyncio.Event().wait()
