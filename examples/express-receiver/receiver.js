// Receives Perfsee's webhooks, verifies them as docs/receivers.md describes, and prints the events.
//
//     PERFSEE_WEBHOOK_SECRET=... PORT=3000 node receiver.js
//
// PORT=0 selects any free port; the first line of the output says which.

"use strict";

const crypto = require("node:crypto");
const express = require("express");

const secret = process.env.PERFSEE_WEBHOOK_SECRET;
if (!secret) {
  console.error("PERFSEE_WEBHOOK_SECRET is not set.");
  process.exit(64);
}

/** How many deliveries are remembered, to ignore duplicates. In production, use a database. */
const rememberedDeliveries = 10_000;
const seen = new Set();

/** Whether the delivery has not been received before. */
function isNew(delivery) {
  if (seen.has(delivery)) return false;
  seen.add(delivery);
  if (seen.size > rememberedDeliveries) seen.delete(seen.values().next().value);
  return true;
}

/** Whether `signature` matches `rawBody` and the secret. Compares in constant time. */
function isGenuine(signature, rawBody) {
  const expected = "sha256=" + crypto.createHmac("sha256", secret).update(rawBody).digest("hex");
  const [given, wanted] = [Buffer.from(signature ?? ""), Buffer.from(expected)];
  return given.length === wanted.length && crypto.timingSafeEqual(given, wanted);
}

/** A one-line summary. */
function describe({ eventType, payload }) {
  const project = payload?.data?.project;
  if (eventType !== "bundle:finished" || !project?.artifact) return `${eventType}: ${JSON.stringify(payload)}`;
  const { id, name, branch, status, score, failedReason, baseline } = project.artifact;
  const change = baseline?.score == null ? "" : ` (${baseline.score} before)`;
  const outcome = status === "Passed" ? `score ${score}${change}` : `failed: ${failedReason}`;
  return `${eventType}: ${project.id} #${id} ${name} on ${branch}: ${outcome}`;
}

const app = express();

// The signature covers the body exactly as received, so verify it before you parse it. A body can be slightly larger
// than 1 MiB; by default, Express refuses bodies larger than 100 KiB.
app.post("/", express.raw({ type: () => true, limit: "2mb" }), (request, response) => {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (!isGenuine(request.get("X-Perfsee-Signature-256"), body)) {
    console.error("refused: the signature does not match");
    return response.status(401).send("The signature does not match.\n");
  }

  // Respond first, work later: without a response within 30 s, Perfsee retries the delivery.
  response.status(204).end();

  const delivery = request.get("X-Perfsee-Delivery");
  if (!isNew(delivery)) return console.log(`duplicate: ${delivery}`);
  try {
    console.log(`verified: ${delivery} ${describe(JSON.parse(body.toString("utf8")))}`);
  } catch (error) {
    console.error(`${delivery} can't be read: ${error.message}`);
  }
});

const server = app.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}/`);
});

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections?.();
  });
}
