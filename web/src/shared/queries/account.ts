import { useQuery } from "@tanstack/react-query";
import { answerOf, api, dataOf, session } from "@/core/api/client";
import type { Stats, User } from "@/core/domain/entities/user";
import { personalKey, queryClient, usePersonalKey } from "./query-client";

const ACCOUNT = "account";

/** The person who is signed in, and what is counted of them; read once, and anew where a component asks for that. */
export function useAccount(options: { refetchOnMount?: "always" } = {}) {
  return useQuery({
    queryKey: usePersonalKey(ACCOUNT),
    queryFn: () => dataOf(api.GET("/users/profile")),
    staleTime: Infinity,
    ...options,
  });
}

/** Reads the account anew, because what it counts has changed. */
export const readAccountAgain = () => void queryClient.invalidateQueries({ queryKey: personalKey(ACCOUNT) });

export async function changeAccount(fields: { name?: string | null; email?: string | null }): Promise<void> {
  const key = personalKey(ACCOUNT);
  const { user } = await dataOf(api.PATCH("/users/profile", { body: fields }));
  queryClient.setQueryData<{ user: User; stats: Stats }>(key, (account) => account && { ...account, user });
}

export async function signOut(everywhere = false): Promise<void> {
  try {
    await answerOf(api.POST("/auth/logout", { body: { everywhere } }));
  } catch (error) {
    // Elsewhere one would stay signed in without knowing; here one leaves even if Nero cannot be told.
    if (everywhere && session.isSignedIn) {
      throw error;
    }
  }
  session.end();
}

export async function eraseAccount(): Promise<void> {
  await answerOf(api.DELETE("/users/me"));
  session.end();
}
