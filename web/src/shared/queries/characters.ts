import { useQuery } from "@tanstack/react-query";
import { bodyOf, api, dataOf } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import { Failure } from "@/core/api/failure";
import { type Character, type CharacterChange, orderedPictures } from "@/core/domain/entities/character";
import { refetchAccount } from "@/shared/queries/account";
import { personalKey, queryClient, usePersonalKey } from "@/shared/queries/query-client";

const CHARACTERS = "characters";

/** The user's characters, newest first. Refetched when a page shows them and after a reconnect. */
export function useCharacters(isEnabled = true) {
  const isReachable = useConnection((state) => state.isReachable);
  return useQuery({
    queryKey: usePersonalKey(CHARACTERS),
    queryFn: async () => (await dataOf(api.GET("/characters"))).characters,
    enabled: isEnabled && isReachable,
  });
}

export function addCharacter(character: Character): void {
  change(personalKey(CHARACTERS), (characters) => [character, ...characters.filter(({ id }) => id !== character.id)]);
}

/** Renames a character, or adds and removes pictures. */
export async function changeCharacter(id: string, body: CharacterChange): Promise<void> {
  const key = personalKey(CHARACTERS);
  const { character } = await dataOf(api.PATCH("/characters/{id}", { params: { path: { id } }, body }));
  replace(key, character);
}

/** Puts a character's pictures in another order. Shows the new order at once, and the old one again if the request fails. */
export async function reorderPictures(character: Character, order: string[]): Promise<void> {
  const key = personalKey(CHARACTERS);
  const images = orderedPictures(character).map((image) => ({ ...image, order: order.indexOf(image.id) }));
  replace(key, { ...character, images });
  try {
    await changeCharacter(character.id, { order });
  } catch (error) {
    replace(key, character);
    throw error;
  }
}

export async function removeCharacter(id: string): Promise<void> {
  const key = personalKey(CHARACTERS);
  try {
    await bodyOf(api.DELETE("/characters/{id}", { params: { path: { id } } }));
  } catch (error) {
    // NOT_FOUND: another device has deleted it.
    if (Failure.of(error).code !== "NOT_FOUND") {
      throw error;
    }
  }
  change(key, (characters) => characters.filter((character) => character.id !== id));
}

function replace(key: ReturnType<typeof personalKey>, changed: Character): void {
  queryClient.setQueryData<Character[]>(key, (characters) =>
    characters?.map((character) => (character.id === changed.id ? changed : character)),
  );
}

function change(key: ReturnType<typeof personalKey>, update: (characters: Character[]) => Character[]): void {
  queryClient.setQueryData<Character[]>(key, (characters) => characters && update(characters));
  refetchAccount();
}
