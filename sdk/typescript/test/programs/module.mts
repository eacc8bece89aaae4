// An ES module that uses what the package runs, not only its types.

import { isPingEvent, isWebhookEvent, verify, WebhookError, type CatalogEvent } from "@perfsee/sdk";

export function receive(headers: Record<string, string>, body: Uint8Array, secret: string): CatalogEvent | undefined {
  try {
    const { event } = verify({ secret, headers, body });
    return isWebhookEvent(event) || isPingEvent(event) ? event : undefined;
  } catch (error) {
    if (error instanceof WebhookError) return undefined;
    throw error;
  }
}
