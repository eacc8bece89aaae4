// Verifies deliveries with Node's crypto only. Reads the JSON that verify-independent.sh describes from the named file.

"use strict";

const crypto = require("node:crypto");
const { readFileSync } = require("node:fs");

const isEqual = (left, right) => left.length === right.length && crypto.timingSafeEqual(left, right);

function verify({ secret, body, bodyBase64, headers }) {
  const bytes = bodyBase64 === undefined ? Buffer.from(body, "utf8") : Buffer.from(bodyBase64, "base64");
  const header = new Headers(headers);
  const perfsee = "sha256=" + crypto.createHmac("sha256", secret).update(bytes).digest("hex");
  if (header.get("x-perfsee-signature-256") !== perfsee) return "X-Perfsee-Signature-256 is wrong";

  const key = secret.startsWith("whsec_") ? Buffer.from(secret.slice(6), "base64") : secret;
  const signed = `${header.get("webhook-id")}.${header.get("webhook-timestamp")}.`;
  const standard = crypto.createHmac("sha256", key).update(signed).update(bytes).digest();
  const given = (header.get("webhook-signature") ?? "").split(" ").filter((part) => part.startsWith("v1,"));
  if (!given.some((part) => isEqual(Buffer.from(part.slice(3), "base64"), standard))) return "webhook-signature is wrong";
  if (header.get("webhook-id") !== header.get("x-perfsee-delivery")) return "webhook-id is not X-Perfsee-Delivery";
  return null;
}

const input = JSON.parse(readFileSync(process.argv[2], "utf8"));
const deliveries = Array.isArray(input) ? input : [input];
const faults = deliveries.map(verify).flatMap((fault, index) => (fault ? [`node: delivery ${index}: ${fault}`] : []));
faults.forEach((fault) => console.error(fault));
if (deliveries.length === 0) console.error("node: there is nothing to verify");
if (faults.length > 0 || deliveries.length === 0) process.exit(1);
console.log(`node: ${deliveries.length} verified`);
