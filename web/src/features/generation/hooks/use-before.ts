import type { Generation } from "@/core/domain/entities/generation";
import { useCharacters } from "@/shared/queries/characters";
import { useFamily } from "../queries/generations";

/** The address of the picture that an image was made from: an upload, the parent's image, or a photo of the character. */
export function useBefore({ sources, parentId, rootId, characterIds, image }: Generation): string | null {
  const upload = sources?.find(({ role }) => role === "subject")?.url;
  const family = useFamily(image && parentId ? rootId : undefined).data;
  const characters = useCharacters(image !== null && !upload && !parentId && characterIds.length > 0).data;
  const parent = family?.find(({ id }) => id === parentId)?.image?.url;
  const character = characters?.find(({ id }) => id === characterIds[0])?.images[0]?.url;
  return image ? (upload ?? parent ?? character ?? null) : null;
}
