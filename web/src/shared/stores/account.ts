import { create } from "zustand";
import { answerOf, api, dataOf, session } from "@/core/api/client";
import { Failure } from "@/core/api/failure";
import type { Stats, User } from "@/core/domain/entities/user";

interface Account {
  isSignedIn: boolean;
  /** Null until it is read. */
  user: User | null;
  stats: Stats | null;
  failure: Failure | null;
  read(): Promise<void>;
  change(fields: { name?: string | null; email?: string | null }): Promise<void>;
  signOut(everywhere?: boolean): Promise<void>;
  erase(): Promise<void>;
}

/** The person who is signed in. */
export const useAccount = create<Account>((set, get) => ({
  isSignedIn: session.isSignedIn,
  user: null,
  stats: null,
  failure: null,

  async read() {
    try {
      set({ ...(await dataOf(api.GET("/users/profile"))), failure: null });
    } catch (error) {
      set({ failure: Failure.of(error) });
    }
  },

  async change(fields) {
    set(await dataOf(api.PATCH("/users/profile", { body: fields })));
  },

  async signOut(everywhere = false) {
    try {
      await answerOf(api.POST("/auth/logout", { body: { everywhere } }));
    } catch (error) {
      // Elsewhere one would stay signed in without knowing; here one leaves even if Nero cannot be told.
      if (everywhere && get().isSignedIn) {
        throw error;
      }
    }
    session.end();
  },

  async erase() {
    await answerOf(api.DELETE("/users/me"));
    session.end();
  },
}));

session.onChange((isSignedIn) => {
  useAccount.setState({ isSignedIn, user: null, stats: null, failure: null });
  if (isSignedIn) {
    void useAccount.getState().read();
  }
});

// Whoever was signed in when the page was left still is.
if (session.isSignedIn) {
  void useAccount.getState().read();
}
