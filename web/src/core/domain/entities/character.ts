import type { components, paths } from "@/core/api/schema";

export type Character = components["schemas"]["Character"];
export type Upload = components["schemas"]["Upload"];
export type Uploaded = components["schemas"]["Uploaded"];

export const MIN_PICTURES = 3;
export const MAX_CHARACTERS = 20;

export type CharacterPicture = Character["images"][number];

/** The change of a character that `PATCH /characters/{id}` makes. */
export type CharacterChange = NonNullable<paths["/characters/{id}"]["patch"]["requestBody"]>["content"]["application/json"];

/** A character's pictures in their order. */
export const orderedPictures = ({ images }: Pick<Character, "images">): CharacterPicture[] =>
  [...images].sort((one, other) => one.order - other.order);

/** The ids after one of them has moved to another index. */
export function moved(ids: readonly string[], id: string, index: number): string[] {
  const others = ids.filter((other) => other !== id);
  return [...others.slice(0, index), id, ...others.slice(index)];
}
