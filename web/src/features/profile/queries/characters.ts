import { useQuery } from "@tanstack/react-query";
import { answerOf, api, dataOf } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import { Failure } from "@/core/api/failure";
import type { Character } from "@/core/domain/entities/character";
import { readAccountAgain } from "@/shared/queries/account";
import { personalKey, queryClient, usePersonalKey } from "@/shared/queries/query-client";

const CHARACTERS = "characters";

/** The characters of whoever is signed in, newest first; read with each page that shows them, and when Nero is back. */
export function useCharacters() {
  return useQuery({
    queryKey: usePersonalKey(CHARACTERS),
    queryFn: async () => (await dataOf(api.GET("/characters"))).characters,
    enabled: useConnection((it) => it.isReachable),
  });
}

export function addCharacter(character: Character): void {
  change(personalKey(CHARACTERS), (characters) => [character, ...characters.filter(({ id }) => id !== character.id)]);
}

export async function removeCharacter(id: string): Promise<void> {
  const key = personalKey(CHARACTERS);
  try {
    await answerOf(api.DELETE("/characters/{id}", { params: { path: { id } } }));
  } catch (error) {
    // Another device was faster.
    if (Failure.of(error).code !== "NOT_FOUND") {
      throw error;
    }
  }
  change(key, (characters) => characters.filter((it) => it.id !== id));
}

function change(key: ReturnType<typeof personalKey>, changed: (characters: Character[]) => Character[]): void {
  queryClient.setQueryData<Character[]>(key, (characters) => characters && changed(characters));
  readAccountAgain();
}
