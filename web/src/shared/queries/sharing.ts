import { api, bodyOf, dataOf } from "@/core/api/client";
import type { Generation } from "@/core/domain/entities/generation";
import type { Sharing } from "@/core/domain/entities/shared-image";

/** The fields of a generation that sharing it changes. */
export type SharingState = Pick<Generation, "visibility" | "slug" | "showPrompt">;

const PRIVATE: SharingState = { visibility: "private", slug: null, showPrompt: false };

/** Shares an image, or changes how it is shared. The link stays the same. */
export async function shareImage(id: string, sharing: Sharing): Promise<SharingState> {
  const { slug } = await dataOf(api.PUT("/generations/{id}/share", { params: { path: { id } }, body: sharing }));
  return { ...sharing, slug };
}

export async function stopSharing(id: string): Promise<SharingState> {
  await bodyOf(api.DELETE("/generations/{id}/share", { params: { path: { id } } }));
  return PRIVATE;
}
