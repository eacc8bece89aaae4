// What must and what must not compile. Nothing of this is run.

import { AnyWebhookEvent, CatalogEvent, isPingEvent, isProductEvent, isWebhookEvent, PingEvent, ProductEvent, verify, WebhookEvent } from "../src/index";

declare const event: WebhookEvent;
declare const any: AnyWebhookEvent;

// The event type tells which payload there is.
if (event.eventType === "bundle:finished") {
  const score: number | null = event.payload.data.project.artifact.score;
  const before: number | null | undefined = event.payload.data.project.artifact.baseline?.score;
  const id: number = event.payload.variables.artifactId;
  // @ts-expect-error a failed analysis has no score
  const sure: number = event.payload.data.project.artifact.score;
  // Both kinds of build have what was uploaded.
  const commit: string = event.payload.data.project.artifact.hash;
  const branch: string | undefined = event.payload.data.project.artifact.baseline?.branch;
  const milliseconds: number = event.payload.data.project.artifact.duration;
  // @ts-expect-error a bundle has no snapshot
  event.payload.data.project.snapshot;
  // @ts-expect-error a baseline has no baseline of its own
  event.payload.data.project.artifact.baseline?.baseline;
}

// The status of a build tells what it has.
function describe(event: Extract<WebhookEvent, { eventType: "bundle:finished" }>): string {
  const { artifact } = event.payload.data.project;
  switch (artifact.status) {
    case "Passed": {
      const link: string = artifact.reportLink;
      const reason: null = artifact.failedReason;
      return `${artifact.score.toFixed()} ${link} ${reason}`;
    }
    case "Failed": {
      const score: null = artifact.score;
      return `${artifact.failedReason.trim()} ${score}`;
    }
    default: {
      const nothing: never = artifact;
      return nothing;
    }
  }
}

// @ts-expect-error not every event has an artifact
event.payload.data.project.artifact;

// Every event of the catalog has a project.
const project: string = event.payload.data.project.id;

// The union is closed: a switch over all of it leaves nothing.
function title(event: WebhookEvent): string {
  switch (event.eventType) {
    case "bundle:finished":
      return event.payload.data.project.artifact.name;
    case "lab:snapshot-completed":
      return event.payload.data.project.snapshot.title ?? "";
    case "lab:snapshot-report-completed":
    case "source:finished":
      return event.payload.data.project.snapshotReport.page?.name ?? "";
    default: {
      const nothing: never = event;
      return nothing;
    }
  }
}

// The events about budgets are beside it, in a union of their own.
function excess(event: ProductEvent): string {
  switch (event.eventType) {
    case "bundle:budget-exceeded":
    case "bundle:budget-recovered":
    case "bundle:compared":
      return event.payload.data.project.budgets.map((budget) => `${budget.name}: ${budget.value} ${budget.unit}`).join();
    case "bundle:accepted":
      return `${event.payload.data.project.acceptance.reason} ${event.payload.data.project.artifact.causes?.[0]?.from}`;
    default: {
      const nothing: never = event;
      return nothing;
    }
  }
}
// @ts-expect-error programs that know Perfsee's four do not get another
const excessAsEvent: (event: ProductEvent) => WebhookEvent = (event) => event;

// So is the ping: in the catalog, with a type of its own.
function titleOfAny(event: CatalogEvent): string {
  if (event.eventType === "ping") return String(event.payload.variables.webhookId);
  if (isProductEvent(event)) return excess(event);
  return title(event);
}
// @ts-expect-error a ping happened to no build or page
const pingAsEvent: (ping: PingEvent) => WebhookEvent = (ping) => ping;

// A case that is forgotten is noticed.
function incomplete(event: WebhookEvent): string {
  switch (event.eventType) {
    case "bundle:finished":
      return "bundle";
    default: {
      // @ts-expect-error three types are left
      const nothing: never = event;
      return nothing;
    }
  }
}

// @ts-expect-error the header's form is no event type
const hyphen: WebhookEvent["eventType"] = "bundle-finished";

// @ts-expect-error a comparison with the header's form is never true
if (event.eventType === "bundle-finished") title(event);

// Any event of the catalog is an event, but not the other way round.
const wide: AnyWebhookEvent = event;
// @ts-expect-error it may be of any type
const narrow: WebhookEvent = any;
if (isWebhookEvent(any)) title(any);
if (isPingEvent(any)) titleOfAny(any);

// Types of one's own join the union and are told apart as well.
type Mine = WebhookEvent | AnyWebhookEvent<"shop:order-placed", { number: number }>;
declare const mine: Mine;
if (mine.eventType === "shop:order-placed") {
  const number: number = mine.payload.number;
  // @ts-expect-error an order has no project
  mine.payload.data;
}

// Headers of Node.js and of fetch.
verify({ secret: "s", headers: { "webhook-id": "1", cookie: ["a", "b"], host: undefined }, body: "" });
verify({ secret: ["new", "old"], headers: { get: (name: string) => name }, body: new Uint8Array() });
// @ts-expect-error there is no third scheme
verify({ secret: "s", headers: {}, body: "", scheme: "md5" });
// @ts-expect-error a parsed body cannot be verified
verify({ secret: "s", headers: {}, body: { eventType: "ping" } });

export { describe, excessAsEvent, hyphen, incomplete, narrow, pingAsEvent, project, wide };
