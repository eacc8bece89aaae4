/** Where a project's repository is hosted. */
export type RepositoryHost = "Github" | "Gitlab" | "Unknown";

/** The project that an event belongs to. */
export interface EventProject {
  /** The project's ID, its slug. */
  id: string;
  host: RepositoryHost;
  /** The repository's owner. */
  namespace: string;
  /** The repository's name. */
  name: string;
  /** Whether anyone can see the project. */
  isPublic: boolean;
}

/** What is known of every build. */
interface Build {
  /** The artifact's number, which counts up within its project. */
  id: number;
  /** The branch that was built. */
  branch: string;
  /** Distinguishes several builds of one commit. */
  name: string;
  /** The commit that was built. */
  hash: string;
  /** How long the analysis took, in milliseconds. */
  duration: number;
  /** The storage key of the upload. */
  buildKey: string;
  /** When the build was uploaded: ISO 8601, UTC. */
  createdAt: string;
  /** The URL to download the upload from. */
  buildLink: string;
}

/** A build whose analysis passed. */
export interface PassedBuild extends Build {
  /** How the analysis ended. */
  status: "Passed";
  failedReason: null;
  /** The storage key of the report. */
  reportKey: string;
  /** The storage key of the content tree. */
  contentKey: string;
  /** 0 (bad) to 100 (good). */
  score: number;
  /** The URL to download the report from. */
  reportLink: string;
  /** The URL to download the content tree from. */
  contentLink: string;
}

/** A build that could not be analyzed. */
export interface FailedBuild extends Build {
  /** How the analysis ended. */
  status: "Failed";
  /** Why the analysis failed. */
  failedReason: string;
  reportKey: null;
  contentKey: null;
  score: null;
  reportLink: null;
  contentLink: null;
}

/** The artifact that another was compared with; `status` tells what it has. */
export type EventBaseline = PassedBuild | FailedBuild;

/** One uploaded build and the result of its analysis; `status` tells what it has. */
export type EventArtifact = EventBaseline & {
  /** The artifact that this one was compared with, or null. */
  baseline: EventBaseline | null;
};

/**
 * One page measured in one environment with one profile.
 *
 * As in Perfsee's own types, what its lab always sends is not nullable. The schema in the event catalog is wider: it
 * lets whoever publishes lab events leave out all but IDs, names and `createdAt`.
 */
export interface SnapshotReport {
  id: number;
  status: string;
  reportLink: string | null;
  screencastLink: string | null;
  flameChartLink: string | null;
  sourceCoverageLink: string | null;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** The host of the page that was measured. */
  host: string | null;
  page: { id: number; name: string; isE2e: boolean; url: string };
  environment: { id: number; name: string };
  profile: { id: number; name: string };
  failedReason: string | null;
  snapshot: { title: string | null; id: number };
  /** The builds that the page ran. */
  artifacts: { id: number; name: string; hash: string; branch: string }[] | null;
}

/** A set of pages measured together. What is nullable is as in `SnapshotReport`. */
export interface Snapshot {
  id: number;
  /** What started it. */
  trigger: string;
  status: string;
  /** ISO 8601, UTC. */
  startedAt: string | null;
  /** ISO 8601, UTC. */
  createdAt: string;
  failedReason: string | null;
  title: string | null;
  /** The commit that was measured. */
  hash: string | null;
  snapshotReports: SnapshotReport[];
}

/** What the event is about, and the IDs to look it up by. */
export interface EventPayload<Subject, Variables> {
  data: { project: EventProject & Subject };
  variables: { projectId: string } & Variables;
}

/**
 * Any event, including custom event types and those of a newer Perfsee.
 *
 * Add custom event types to the union with `WebhookEvent | AnyWebhookEvent<"shop:order-placed", Order>`.
 */
export interface AnyWebhookEvent<Type extends string = string, Payload = object> {
  eventType: Type;
  payload: Payload;
}

/** A bundle analysis finished (passed or failed). */
export type BundleFinishedEvent = AnyWebhookEvent<
  "bundle:finished",
  EventPayload<{ artifact: EventArtifact }, { artifactId: number }>
>;

/** One of the largest reasons why a build differs from its baseline. */
export interface EventCause {
  /** The package, the module or the file. */
  name: string;
  /** By how many bytes it changed the build, uncompressed; negative if it shrank. */
  bytes: number;
  /** The import that brought it, `src/table.ts:3`; null if it is not new, or that is not known. */
  from: string | null;
}

/** An artifact in the events about budgets: with `causes` if it has a baseline. */
export type ComparedArtifact = EventArtifact & {
  /** The ten largest reasons why it differs from its baseline. */
  causes?: EventCause[];
};

/** What one budget says of a build. */
export interface EventBudget {
  /** The budget's name. */
  name: string;
  /** What it is on: an entry point, a package or a pattern; else its kind. */
  subject: string;
  /** What the build has, in `unit`. */
  value: number;
  /** What it may have, in `unit`; of a score, the least. */
  limit: number;
  /** What the baseline has, in `unit`; null if there is none. */
  baseline: number | null;
  unit: "bytes" | "score" | "count" | "percent";
  /** Whether the build exceeds the budget, and that is not the baseline's excess alone. */
  exceeded: boolean;
}

/** What was accepted, by whom and why. */
export interface EventAcceptance {
  reason: string;
  /** The name of the account. */
  acceptedBy: string;
  /** ISO 8601, UTC. */
  acceptedAt: string;
  /** The budgets that the artifact exceeded; each value is accepted, and no more. */
  budgets: EventBudget[];
}

/** An artifact exceeds a budget, and its baseline does not, or by less. Raised once for each artifact. */
export type BundleBudgetExceededEvent = AnyWebhookEvent<
  "bundle:budget-exceeded",
  EventPayload<{ artifact: ComparedArtifact; budgets: EventBudget[] }, { artifactId: number }>
>;

/** On the baseline branch, every budget is kept again after one was exceeded. */
export type BundleBudgetRecoveredEvent = AnyWebhookEvent<
  "bundle:budget-recovered",
  EventPayload<{ artifact: ComparedArtifact; budgets: EventBudget[] }, { artifactId: number }>
>;

/** What an artifact exceeds was accepted. */
export type BundleAcceptedEvent = AnyWebhookEvent<
  "bundle:accepted",
  EventPayload<{ artifact: ComparedArtifact; acceptance: EventAcceptance }, { artifactId: number }>
>;

/** An artifact was compared anew, because the right baseline came later. */
export type BundleComparedEvent = AnyWebhookEvent<
  "bundle:compared",
  EventPayload<{ artifact: ComparedArtifact; budgets: EventBudget[] }, { artifactId: number }>
>;

/** A lab snapshot was completed. */
export type LabSnapshotCompletedEvent = AnyWebhookEvent<
  "lab:snapshot-completed",
  EventPayload<{ snapshot: Snapshot }, { snapshotId: number }>
>;

/** A report of a lab snapshot was completed. */
export type LabSnapshotReportCompletedEvent = AnyWebhookEvent<
  "lab:snapshot-report-completed",
  EventPayload<{ snapshotReport: SnapshotReport }, { snapshotReportId: number }>
>;

/** A source analysis finished. */
export type SourceFinishedEvent = AnyWebhookEvent<
  "source:finished",
  EventPayload<{ snapshotReport: SnapshotReport }, { snapshotReportId: number }>
>;

/** A test of a webhook. It is not part of `WebhookEvent`, which is about builds and pages. */
export type PingEvent = AnyWebhookEvent<"ping", EventPayload<unknown, { webhookId: number }>>;

/** What happened to builds and pages: Perfsee's four events, discriminated by `eventType`. */
export type WebhookEvent =
  | BundleFinishedEvent
  | LabSnapshotCompletedEvent
  | LabSnapshotReportCompletedEvent
  | SourceFinishedEvent;

/** What happened to a build's budgets and its comparison: the events beside Perfsee's four, by `eventType`. */
export type ProductEvent =
  | BundleBudgetExceededEvent
  | BundleBudgetRecoveredEvent
  | BundleAcceptedEvent
  | BundleComparedEvent;

/** Every event of the catalog: `WebhookEvent`, `ProductEvent` and the ping. */
export type CatalogEvent = WebhookEvent | ProductEvent | PingEvent;

/** The event types of the catalog. */
export const eventTypes: readonly CatalogEvent["eventType"][] = [
  "bundle:finished",
  "bundle:budget-exceeded",
  "bundle:budget-recovered",
  "bundle:accepted",
  "bundle:compared",
  "lab:snapshot-completed",
  "lab:snapshot-report-completed",
  "source:finished",
  "ping",
];

const webhookEventTypes: readonly WebhookEvent["eventType"][] = [
  "bundle:finished",
  "lab:snapshot-completed",
  "lab:snapshot-report-completed",
  "source:finished",
];

/**
 * Whether an event is one of Perfsee's four. Only `eventType` is checked. Other events of the catalog are none of them:
 * see `isProductEvent` and `isPingEvent`.
 */
export function isWebhookEvent(event: AnyWebhookEvent): event is WebhookEvent {
  return (webhookEventTypes as readonly string[]).includes(event.eventType);
}

/** Whether an event is about a build's budgets or its comparison. Only `eventType` is checked. */
export function isProductEvent(event: AnyWebhookEvent): event is ProductEvent {
  const isInCatalog = (eventTypes as readonly string[]).includes(event.eventType);
  return isInCatalog && !isWebhookEvent(event) && !isPingEvent(event);
}

/** Whether an event is a test of the webhook. Only `eventType` is checked. */
export function isPingEvent(event: AnyWebhookEvent): event is PingEvent {
  return event.eventType === "ping";
}
