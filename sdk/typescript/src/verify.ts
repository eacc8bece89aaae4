import { Buffer } from "node:buffer";
import { WebhookError } from "./errors";
import type { AnyWebhookEvent } from "./events";
import { Body, verifyPerfseeSignature, verifyStandardWebhooksSignature } from "./signatures";

/** The default of `toleranceSeconds`: five minutes. */
export const defaultToleranceSeconds = 300;

/** Headers as provided by Node.js, Express and `fetch`. Names are not case-sensitive. */
export type WebhookHeaders =
  | { readonly [name: string]: string | readonly string[] | undefined }
  | { get(name: string): string | null | undefined };

export interface VerifyOptions {
  /** The webhook's secret, including `whsec_`; during a rotation, a list of secrets. */
  secret: string | readonly string[];
  headers: WebhookHeaders;
  /** The body exactly as received, not parsed JSON. */
  body: Body;
  /**
   * Which signature to verify. `standard-webhooks`, the default, also covers the delivery's ID and the time, so an old
   * request that somebody replays is refused; `perfsee` covers only the body.
   */
  scheme?: "standard-webhooks" | "perfsee";
  /** How far a request's time can be from now, in either direction. `standard-webhooks` only. */
  toleranceSeconds?: number;
  /** The time to compare the request's time with, in milliseconds. Default: now. */
  now?: number;
}

/** A request with a valid signature. */
export interface VerifiedDelivery {
  /** The same for every retry and redelivery: ignore IDs you have already processed. `perfsee` does not cover it. */
  id: string;
  /**
   * How many events led to this one in a chain: 0 for most. A program that publishes an event for each event that it
   * receives passes on `X-Perfsee-Delivery: id` and `X-Perfsee-Depth: depth`, so that webhook loops end.
   * No signature covers it.
   */
  depth: number;
  /** Narrow it with `isWebhookEvent`, or `isPingEvent`, and then by `eventType`. */
  event: AnyWebhookEvent;
}

/**
 * Verifies a request and reads its event.
 *
 * @throws {WebhookError} with a `code` that says why the request can't be trusted.
 */
export function verify(options: VerifyOptions): VerifiedDelivery {
  const id = options.scheme === "perfsee" ? verifyPerfsee(options) : verifyStandardWebhooks(options);
  return { id, depth: depthOf(options.headers), event: parseEvent(options.body) };
}

/** The event in a body. Only parse a body whose signature was verified. */
export function parseEvent(body: Body): AnyWebhookEvent {
  const event = parseJSON(typeof body === "string" ? body : Buffer.from(body).toString("utf8"));
  if (!isObject(event) || typeof event["eventType"] !== "string" || !isObject(event["payload"])) {
    throw new WebhookError("not-an-event", "The body has no eventType and payload.");
  }
  return event as unknown as AnyWebhookEvent;
}

function verifyPerfsee({ secret, headers, body }: VerifyOptions): string {
  const signature = header(headers, "x-perfsee-signature-256");
  const id = header(headers, "x-perfsee-delivery");
  check(secrets(secret).map((secret) => verifyPerfseeSignature(signature, body, secret)));
  return id;
}

function verifyStandardWebhooks(options: VerifyOptions): string {
  const signatures = header(options.headers, "webhook-signature");
  const id = header(options.headers, "webhook-id");
  const timestamp = parseTimestamp(header(options.headers, "webhook-timestamp"));
  checkTime(timestamp, options);
  check(
    secrets(options.secret).map((secret) =>
      verifyStandardWebhooksSignature(signatures, id, timestamp, options.body, secret),
    ),
  );
  return id;
}

function depthOf(headers: WebhookHeaders): number {
  const value = lookUp(headers, "x-perfsee-depth");
  return typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : 0;
}

function check(matches: readonly boolean[]): void {
  if (!matches.includes(true)) {
    throw new WebhookError("wrong-signature", "The signature does not match.");
  }
}

function parseTimestamp(text: string): number {
  const timestamp = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(timestamp)) throw new WebhookError("malformed-timestamp", "webhook-timestamp is not a number.");
  return timestamp;
}

function checkTime(timestamp: number, { toleranceSeconds = defaultToleranceSeconds, now = Date.now() }: VerifyOptions) {
  const age = Math.floor(now / 1000) - timestamp;
  if (age > toleranceSeconds) throw new WebhookError("too-old", `The request is ${age} s old.`);
  if (age < -toleranceSeconds) throw new WebhookError("too-new", `The request is ${-age} s in the future.`);
}

function secrets(secret: string | readonly string[]): readonly string[] {
  const all = typeof secret === "string" ? [secret] : secret;
  if (all.length === 0) throw new WebhookError("invalid-secret", "No secret was given.");
  return all;
}

function header(headers: WebhookHeaders, name: string): string {
  const value = lookUp(headers, name);
  if (typeof value !== "string" || value === "") throw new WebhookError("missing-header", `The header ${name} is missing.`);
  return value;
}

function lookUp(headers: WebhookHeaders, name: string): unknown {
  if (typeof headers.get === "function") return headers.get(name);
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name);
  return Array.isArray(found?.[1]) ? found?.[1][0] : found?.[1];
}

function parseJSON(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WebhookError("not-an-event", "The body is not JSON.");
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
