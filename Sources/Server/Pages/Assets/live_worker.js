"use strict";
// One connection for all tabs of a browser: over HTTP/1.1 a browser opens at most six to a server, and a stream per tab
// would use them up, so that no further page loads. A tab says which stream it follows; it is notified that something
// changed, not what, and whether the stream is open, lost (the browser reconnects by itself) or refused.

// The maximum number of open streams; the least recently followed one gives way, and its tab rejoins when it is shown.
const mostStreams = 3;
const streams = new Map();

onconnect = (event) => {
  const port = event.ports[0];
  port.onmessage = ({ data }) => (data.path ? join(port, data) : leave(port));
};

// `after` is the last change that the tab has seen; undefined if unknown.
function join(port, { path, after }) {
  leave(port, path);
  let stream = streams.get(path);
  if (stream?.source.readyState === EventSource.CLOSED) end(path);
  stream = streams.get(path) ?? open(path, after);
  streams.delete(path);
  streams.set(path, stream);
  stream.ports.add(port);
  if (stream.source.readyState === EventSource.OPEN) {
    port.postMessage("open");
    if (isBehind(after, stream.position)) port.postMessage("changed");
  }
  while (streams.size > mostStreams) end(streams.keys().next().value);
}

function leave(port, kept) {
  for (const [path, stream] of streams) {
    if (path === kept || !stream.ports.delete(port)) continue;
    if (stream.ports.size === 0) end(path);
  }
}

function open(path, after) {
  const query = after ? `?after=${encodeURIComponent(after)}` : "";
  const stream = { source: new EventSource(path + query), position: after, ports: new Set() };
  const report = (news) => { for (const port of stream.ports) port.postMessage(news); };
  const tell = (event) => {
    if (event.lastEventId) stream.position = event.lastEventId;
    report("changed");
  };
  for (const name of ["message", "delivery", "artifact", "reset"]) stream.source.addEventListener(name, tell);
  // Without a known position, changes before the stream opened would be missed.
  stream.source.addEventListener("open", (event) => {
    report("open");
    if (!stream.position) tell(event);
  });
  stream.source.addEventListener("error", () => {
    report(stream.source.readyState === EventSource.CLOSED ? "refused" : "lost");
  });
  return stream;
}

function end(path) {
  streams.get(path)?.source.close();
  streams.delete(path);
}

// Positions are `<epoch>-<number>`: one with another epoch or a lower number is behind.
function isBehind(after, position) {
  if (!after || !position) return true;
  const [epoch, number] = after.split("-"), [other, reached] = position.split("-");
  return epoch !== other || Number(number) < Number(reached);
}
