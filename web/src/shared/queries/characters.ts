import { useQuery } from "@tanstack/react-query";
import { bodyOf, api, dataOf } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import { Failure } from "@/core/api/failure";
import type { Character } from "@/core/domain/entities/character";
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

function change(key: ReturnType<typeof personalKey>, update: (characters: Character[]) => Character[]): void {
  queryClient.setQueryData<Character[]>(key, (characters) => characters && update(characters));
  refetchAccount();
}
