import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import { WebhookError } from "./errors";

/** A body exactly as received. A string stands for its UTF-8 bytes. */
export type Body = string | Uint8Array;

const base64Prefix = "whsec_";
const maximumSignatures = 32;

/** Perfsee's own signature: the expected value of `X-Perfsee-Signature-256`. */
export function signPerfsee(body: Body, secret: string): string {
  checkSecret(secret);
  return "sha256=" + createHmac("sha256", secret).update(body).digest("hex");
}

/** Whether the value of `X-Perfsee-Signature-256` matches `body` and `secret`. Compares in constant time. */
export function verifyPerfseeSignature(signature: string, body: Body, secret: string): boolean {
  return isEqual(signature, signPerfsee(body, secret));
}

/** One signature of the Standard Webhooks specification. `timestamp` is in Unix seconds. */
export function signStandardWebhooks(id: string, timestamp: number, body: Body, secret: string): string {
  const hmac = createHmac("sha256", standardKey(secret)).update(`${id}.${timestamp}.`);
  return "v1," + hmac.update(body).digest("base64");
}

/**
 * Whether one of the signatures in `webhook-signature` matches this request and `secret`. Compares in constant time.
 * Does not check whether the timestamp is recent; `verify` does.
 */
export function verifyStandardWebhooksSignature(
  signatures: string,
  id: string,
  timestamp: number,
  body: Body,
  secret: string,
): boolean {
  const expected = signStandardWebhooks(id, timestamp, body, secret);
  const given = signatures.split(/[ \t]+/).filter((signature) => signature !== "");
  return given.slice(0, maximumSignatures).reduce((found, signature) => isEqual(signature, expected) || found, false);
}

function isEqual(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left, "utf8"), Buffer.from(right, "utf8")];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The key for Standard Webhooks: the decoded base64 after `whsec_`, or the UTF-8 bytes of any other secret. */
function standardKey(secret: string): string | Uint8Array {
  checkSecret(secret);
  return secret.startsWith(base64Prefix) ? Buffer.from(secret.slice(base64Prefix.length), "base64") : secret;
}

function checkSecret(secret: string): void {
  if (typeof secret !== "string" || secret === "") throw new WebhookError("invalid-secret", "The secret is empty.");
  if (!secret.startsWith(base64Prefix)) return;
  const text = secret.slice(base64Prefix.length);
  const digits = text.replace(/={1,2}$/, "");
  const isPadded = digits.length !== text.length;
  if (!/^[A-Za-z0-9+/]+$/.test(digits) || digits.length % 4 === 1 || (isPadded && text.length % 4 !== 0)) {
    throw new WebhookError("invalid-secret", "A secret that begins with whsec_ must continue with base64.");
  }
}
