import type { components, paths } from "@/core/api/schema";

/** An image that its owner shares, as everybody sees it. */
export type SharedImage = components["schemas"]["SharedImage"];

/** Who may see an image besides its owner. */
export type Sharing = Required<paths["/generations/{id}/share"]["put"]["requestBody"]["content"]["application/json"]>;

export type Report = paths["/shared/{slug}/reports"]["post"]["requestBody"]["content"]["application/json"];
export type ReportReason = Report["reason"];

export const REPORT_REASONS = ["personal", "sexual", "violence", "illegal", "copyright", "other"] as const satisfies ReportReason[];

/** Characters of a report's note. */
export const MAX_NOTE_LENGTH = 500;

/** The address of the page that shows a shared image. */
export const sharedUrl = (slug: string) => `${location.origin}/s/${slug}`;
