/** Why a request can't be trusted or read. */
export type WebhookErrorCode =
  /** The secret is empty, or begins with `whsec_` and does not continue with base64. */
  | "invalid-secret"
  /** A required header is missing. */
  | "missing-header"
  /** `webhook-timestamp` is not a number of seconds. */
  | "malformed-timestamp"
  /** The request is older than the tolerance: somebody may be replaying it. */
  | "too-old"
  /** The request is further in the future than the tolerance. */
  | "too-new"
  /** The signature does not match any of the secrets. */
  | "wrong-signature"
  /** The signature is valid, but the body is not an event. */
  | "not-an-event";

/** The error that `verify` throws. */
export class WebhookError extends Error {
  readonly code: WebhookErrorCode;

  constructor(code: WebhookErrorCode, message: string) {
    super(message);
    this.name = "WebhookError";
    this.code = code;
  }
}
