/** Why a request is not to be trusted, or cannot be read. */
export type WebhookErrorCode =
  /** The secret is empty, or begins with `whsec_` and goes on with what is no base64. */
  | "invalid-secret"
  /** A header that is needed is not there. */
  | "missing-header"
  /** `webhook-timestamp` is no number of seconds. */
  | "malformed-timestamp"
  /** The request is older than the tolerance: it may be somebody sending it again. */
  | "too-old"
  /** The request is further in the future than the tolerance. */
  | "too-new"
  /** None of the secrets makes this signature. */
  | "wrong-signature"
  /** The body is no event, though its signature is right. */
  | "not-an-event";

/** What `verify` throws. */
export class WebhookError extends Error {
  readonly code: WebhookErrorCode;

  constructor(code: WebhookErrorCode, message: string) {
    super(message);
    this.name = "WebhookError";
    this.code = code;
  }
}
