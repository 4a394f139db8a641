import { useQuery } from "@tanstack/react-query";
import { bodyOf, api, dataOf, session } from "@/core/api/client";
import type { Stats, User } from "@/core/domain/entities/user";
import { personalKey, queryClient, usePersonalKey } from "./query-client";

const ACCOUNT = "account";

/** The signed-in user and their counts. Loaded once; pass `refetchOnMount` to refetch it. */
export function useAccount(options: { refetchOnMount?: "always"; enabled?: boolean } = {}) {
  return useQuery({
    queryKey: usePersonalKey(ACCOUNT),
    queryFn: () => dataOf(api.GET("/users/profile")),
    staleTime: Infinity,
    ...options,
  });
}

/** Refetches the account after its counts have changed. */
export const refetchAccount = () => void queryClient.invalidateQueries({ queryKey: personalKey(ACCOUNT) });

export async function changeAccount(fields: { name?: string | null; email?: string | null }): Promise<void> {
  const key = personalKey(ACCOUNT);
  const { user } = await dataOf(api.PATCH("/users/profile", { body: fields }));
  queryClient.setQueryData<{ user: User; stats: Stats }>(key, (account) => account && { ...account, user });
}

export async function signOut(everywhere = false): Promise<void> {
  try {
    await bodyOf(api.POST("/auth/logout", { body: { everywhere } }));
  } catch (error) {
    // This device signs out in any case. The other devices would stay signed in, so the user must know.
    if (everywhere && session.isSignedIn) {
      throw error;
    }
  }
  session.end();
}

export async function deleteAccount(): Promise<void> {
  await bodyOf(api.DELETE("/users/me"));
  session.end();
}
