"""A name server that knows names with any number of IPv4 addresses."""
import socketserver
import struct
import threading

ADDRESS, INTERNET = 1, 1
# Answer; authoritative; recursion, where it was asked for, is there.
ANSWER, CUT_SHORT, UNKNOWN = 0x8580, 0x0200, 3
LARGEST_DATAGRAM = 512


def question(request):
    """The name, its kind, and the bytes in which it was asked."""
    labels, place = [], 12
    while length := request[place]:
        labels.append(request[place + 1:place + 1 + length].decode("ascii").lower())
        place += 1 + length
    end = place + 5
    return ".".join(labels), struct.unpack_from(">H", request, place + 1)[0], request[12:end]


def answer(request, names):
    """All that is known of the name; addresses of one family are all that it knows."""
    name, kind, asked = question(request)
    addresses = names.get(name, []) if kind == ADDRESS else []
    flags = ANSWER | (0 if name in names else UNKNOWN)
    head = request[:2] + struct.pack(">HHHHH", flags, 1, len(addresses), 0, 0)
    # The name again, as where it stands in the question; no time to keep it for.
    records = (struct.pack(">HHHIH", 0xC00C, ADDRESS, INTERNET, 0, 4) + address for address in addresses)
    return head + asked + b"".join(records)


def cut_short(request):
    """Has whoever asks ask again over TCP."""
    _, _, asked = question(request)
    return request[:2] + struct.pack(">HHHHH", ANSWER | CUT_SHORT, 1, 0, 0, 0) + asked


class OverUDP(socketserver.BaseRequestHandler):
    def handle(self):
        request, socket = self.request
        text = answer(request, self.server.names)
        socket.sendto(text if len(text) <= LARGEST_DATAGRAM else cut_short(request), self.client_address)


class OverTCP(socketserver.StreamRequestHandler):
    def handle(self):
        while len(size := self.rfile.read(2)) == 2:
            text = answer(self.rfile.read(struct.unpack(">H", size)[0]), self.server.names)
            self.wfile.write(struct.pack(">H", len(text)) + text)


class UDPServer(socketserver.ThreadingUDPServer):
    daemon_threads = True


class TCPServer(socketserver.ThreadingTCPServer):
    daemon_threads, request_queue_size = True, 512


def serve(host, names):
    """Answers from now on, for as long as the process lives. `names` has the packed addresses of each."""
    for kind, handler in ((UDPServer, OverUDP), (TCPServer, OverTCP)):
        server = kind((host, 53), handler)
        server.names = names
        threading.Thread(target=server.serve_forever, daemon=True).start()
