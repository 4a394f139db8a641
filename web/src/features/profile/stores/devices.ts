import { create } from "zustand";
import { answerOf, api, dataOf, session } from "@/core/api/client";
import { Failure } from "@/core/api/failure";
import type { Device } from "@/core/domain/entities/device";

interface Devices {
  /** The last used first; null until they are read. */
  readonly devices: Device[] | null;
  readonly failure: Failure | null;
  read(): Promise<void>;
  signOut(id: string): Promise<void>;
}

const NONE = { devices: null, failure: null };

/** Where the person is signed in. */
export const useDevices = create<Devices>((set) => ({
  ...NONE,

  async read() {
    set({ failure: null });
    try {
      const { sessions } = await dataOf(api.GET("/auth/sessions"));
      set({ devices: sessions });
    } catch (error) {
      set({ failure: Failure.of(error) });
    }
  },

  async signOut(id) {
    try {
      await answerOf(api.DELETE("/auth/sessions/{id}", { params: { path: { id } } }));
    } catch (error) {
      // It has ended by itself.
      if (Failure.of(error).code !== "NOT_FOUND") {
        throw error;
      }
    }
    set(({ devices }) => ({ devices: devices?.filter((it) => it.id !== id) ?? null }));
  },
}));

session.onChange(() => useDevices.setState(NONE));
