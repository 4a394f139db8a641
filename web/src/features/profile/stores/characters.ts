import { create } from "zustand";
import { answerOf, api, dataOf, session } from "@/core/api/client";
import { Failure } from "@/core/api/failure";
import type { Character } from "@/core/domain/entities/character";
import { useAccount } from "@/shared/stores/account";

interface Characters {
  /** Newest first; null until they are read. */
  readonly characters: Character[] | null;
  readonly failure: Failure | null;
  read(): Promise<void>;
  add(character: Character): void;
  remove(id: string): Promise<void>;
}

const NONE = { characters: null, failure: null };

/** The characters of whoever is signed in. */
export const useCharacters = create<Characters>((set) => ({
  ...NONE,

  async read() {
    set({ failure: null });
    try {
      set(await dataOf(api.GET("/characters")));
    } catch (error) {
      set({ failure: Failure.of(error) });
    }
  },

  add(character) {
    set(({ characters }) => ({ characters: characters && [character, ...characters.filter(({ id }) => id !== character.id)] }));
    void useAccount.getState().read();
  },

  async remove(id) {
    try {
      await answerOf(api.DELETE("/characters/{id}", { params: { path: { id } } }));
    } catch (error) {
      // Another device was faster.
      if (Failure.of(error).code !== "NOT_FOUND") {
        throw error;
      }
    }
    set(({ characters }) => ({ characters: characters?.filter((it) => it.id !== id) ?? null }));
    void useAccount.getState().read();
  },
}));

session.onChange(() => useCharacters.setState(NONE));
