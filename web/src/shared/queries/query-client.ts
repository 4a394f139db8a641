import { QueryClient } from "@tanstack/react-query";
import { useSignIn } from "@/shared/stores/sign-in";

/** Does not retry or refetch automatically: the UI offers a retry, and each query defines when it is refetched. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, networkMode: "always", refetchOnWindowFocus: false, refetchOnReconnect: false, gcTime: Infinity },
  },
});

const PERSONAL = "personal";

/** The query key of data that depends on who is signed in. */
export const personalKey = (what: string, signInId = useSignIn.getState().signInId) => [PERSONAL, signInId, what];

/** {@link personalKey} for components: changes with each sign-in and sign-out. */
export function usePersonalKey(what: string) {
  const signInId = useSignIn((state) => state.signInId);
  return personalKey(what, signInId);
}

useSignIn.subscribe(() => queryClient.removeQueries({ queryKey: [PERSONAL] }));
