// Programs that were written against Perfsee's own @perfsee/sdk: they only import `WebhookEvent`.

import type { WebhookEvent } from "@perfsee/sdk";

type EventOf<Type extends WebhookEvent["eventType"]> = Extract<WebhookEvent, { eventType: Type }>;
type Artifact = EventOf<"bundle:finished">["payload"]["data"]["project"]["artifact"];

/** What a function that was declared for Perfsee's own types takes. Its enumerations are strings here. */
interface OldProject {
  id: string;
  host: string;
  namespace: string;
  name: string;
  isPublic: boolean;
}
interface OldBuild {
  id: number;
  branch: string;
  name: string;
  hash: string;
  status: string;
  duration: number;
  failedReason: string | null;
  buildLink: string;
  reportLink: string | null;
  contentLink: string | null;
  score: number | null;
  createdAt: string;
}
interface OldReport {
  id: number;
  status: string;
  reportLink: string | null;
  screencastLink: string | null;
  flameChartLink: string | null;
  sourceCoverageLink: string | null;
  createdAt: string;
  host: string | null;
  page: { id: number; name: string; isE2e: boolean; url: string };
  environment: { id: number; name: string };
  profile: { id: number; name: string };
  failedReason: string | null;
  snapshot: { title: string | null; id: number };
  artifacts: { id: number; name: string; hash: string; branch: string }[] | null;
}
interface OldSnapshot {
  id: number;
  trigger: string;
  status: string;
  startedAt: string | null;
  createdAt: string;
  failedReason: string | null;
  title: string | null;
  hash: string | null;
  snapshotReports: OldReport[];
}
type OldEvent<Type, Subject> = { eventType: Type; payload: { data: { project: OldProject & Subject } } };
type OldWebhookEvent =
  | OldEvent<"bundle:finished", { artifact: OldBuild & { baseline: OldBuild | null } }>
  | OldEvent<"lab:snapshot-completed", { snapshot: OldSnapshot }>
  | OldEvent<"lab:snapshot-report-completed", { snapshotReport: OldReport }>
  | OldEvent<"source:finished", { snapshotReport: OldReport }>;

/** Every event of ours can be passed on to it, so whatever it reads, it may read of ours. */
export const passOn = (event: WebhookEvent): OldWebhookEvent => event;

/** A switch over the four types is complete: it needs no default to return a string. */
export function summarize(event: WebhookEvent): string {
  const { project } = event.payload.data;
  switch (event.eventType) {
    case "bundle:finished": {
      const { artifact } = event.payload.data.project;
      const commit = artifact.hash.slice(0, 7);
      const change = artifact.baseline ? (artifact.score ?? 0) - (artifact.baseline.score ?? 0) : 0;
      return `${project.namespace}/${project.name} ${artifact.branch.trim()}@${commit} ${artifact.duration / 1000} s ${change}`;
    }
    case "lab:snapshot-completed": {
      const { snapshot } = event.payload.data.project;
      const failed = snapshot.snapshotReports.filter((report) => report.failedReason !== null);
      return `${snapshot.title ?? snapshot.id}: ${failed.map((report) => report.page.name).join(", ")}`;
    }
    case "lab:snapshot-report-completed":
    case "source:finished": {
      const report = event.payload.data.project.snapshotReport;
      const builds = (report.artifacts ?? []).map((artifact) => artifact.hash.slice(0, 7));
      return `${report.page.url.toLowerCase()} ${report.profile.name} ${report.environment.name} ${builds.join()}`;
    }
  }
}

/** A table with a row for each type is complete. */
export const handlers: { [Type in WebhookEvent["eventType"]]: (event: EventOf<Type>) => string } = {
  "bundle:finished": (event) => event.payload.data.project.artifact.buildLink,
  "lab:snapshot-completed": (event) => event.payload.data.project.snapshot.createdAt,
  "lab:snapshot-report-completed": (event) => event.payload.data.project.snapshotReport.snapshot.title ?? "",
  "source:finished": (event) => event.payload.data.project.snapshotReport.sourceCoverageLink ?? "",
};

/** The union of builds behaves as one type: a build can be copied, kept in a list, and asked for any field. */
export function best(builds: Artifact[], latest: Artifact): Artifact {
  const all = [...builds, latest];
  let best = latest;
  for (const build of all) if ((build.score ?? 0) > (best.score ?? 0)) best = build;
  const { baseline, ...rest } = best;
  return { ...rest, baseline };
}
