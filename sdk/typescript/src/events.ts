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

/** The artifact that another was compared with. */
export interface EventBaseline {
  /** The artifact's number, which counts up within its project. */
  id: number;
  /** The branch that was built. */
  branch: string | null;
  /** Distinguishes several builds of one commit. */
  name: string;
  /** The commit that was built. */
  hash: string | null;
  /** How the analysis ended. */
  status: "Passed" | "Failed" | null;
  /** How long the analysis took, in milliseconds. */
  duration: number | null;
  /** Why the analysis failed; null if it passed. */
  failedReason: string | null;
  /** The storage key of the upload. */
  buildKey: string | null;
  /** The storage key of the report; null if the analysis failed. */
  reportKey: string | null;
  /** The storage key of the content tree; null if the analysis failed. */
  contentKey: string | null;
  /** 0 (bad) to 100 (good); null if the analysis failed. */
  score: number | null;
  /** When the build was uploaded: ISO 8601, UTC. */
  createdAt: string;
  /** The URL to download the upload from. */
  buildLink: string | null;
  /** The URL to download the report from; null if the analysis failed. */
  reportLink: string | null;
  /** The URL to download the content tree from; null if the analysis failed. */
  contentLink: string | null;
}

/** One uploaded build and the result of its analysis. */
export interface EventArtifact extends EventBaseline {
  /** The artifact that this one was compared with, or null. */
  baseline: EventBaseline | null;
}

/** One page measured in one environment with one profile. */
export interface SnapshotReport {
  id: number;
  status: string | null;
  reportLink: string | null;
  screencastLink: string | null;
  flameChartLink: string | null;
  sourceCoverageLink: string | null;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** The host of the page that was measured. */
  host: string | null;
  page: { id: number; name: string; isE2e: boolean | null; url: string | null } | null;
  environment: { id: number; name: string } | null;
  profile: { id: number; name: string } | null;
  failedReason: string | null;
  snapshot: { title: string | null; id: number } | null;
  /** The builds that the page ran. */
  artifacts: { id: number; name: string; hash: string | null; branch: string | null }[] | null;
}

/** A set of pages measured together. */
export interface Snapshot {
  id: number;
  /** What started it. */
  trigger: string | null;
  status: string | null;
  /** ISO 8601, UTC. */
  startedAt: string | null;
  /** ISO 8601, UTC. */
  createdAt: string;
  failedReason: string | null;
  title: string | null;
  /** The commit that was measured. */
  hash: string | null;
  snapshotReports: SnapshotReport[] | null;
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

/** A test of a webhook. */
export type PingEvent = AnyWebhookEvent<"ping", EventPayload<unknown, { webhookId: number }>>;

/** The events of Perfsee's catalog, discriminated by `eventType`. */
export type WebhookEvent =
  | BundleFinishedEvent
  | LabSnapshotCompletedEvent
  | LabSnapshotReportCompletedEvent
  | SourceFinishedEvent
  | PingEvent;

/** The event types of Perfsee's catalog. */
export const eventTypes: readonly WebhookEvent["eventType"][] = [
  "bundle:finished",
  "lab:snapshot-completed",
  "lab:snapshot-report-completed",
  "source:finished",
  "ping",
];

/** Whether an event's type is in the catalog. Only `eventType` is checked. */
export function isWebhookEvent(event: AnyWebhookEvent): event is WebhookEvent {
  return (eventTypes as readonly string[]).includes(event.eventType);
}
