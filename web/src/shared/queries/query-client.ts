import { QueryClient } from "@tanstack/react-query";
import { usePerson } from "@/shared/stores/person";

/** What Nero answered. A failure is shown and not tried again by itself; each query says when it is read anew. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, networkMode: "always", refetchOnWindowFocus: false, refetchOnReconnect: false, gcTime: Infinity },
  },
});

const PERSONAL = "personal";

/** The key of something that depends on who is signed in, such as a list of theirs. */
export const personalKey = (what: string, person = usePerson.getState().person) => [PERSONAL, person, what];

/** {@link personalKey} in a component, which changes with the person. */
export function usePersonalKey(what: string) {
  const person = usePerson((it) => it.person);
  return personalKey(what, person);
}

usePerson.subscribe(() => queryClient.removeQueries({ queryKey: [PERSONAL] }));
