import { create } from "zustand";
import { session } from "@/core/api/client";

let signIns = 0;
const now = (isSignedIn: boolean) => ({ person: isSignedIn ? ++signIns : null });

/** Who is signed in; null is nobody. The session does not tell whose it is, so each sign-in counts as another person. */
export const usePerson = create<{ readonly person: number | null }>(() => now(session.isSignedIn));

session.onChange((isSignedIn) => usePerson.setState(now(isSignedIn)));

export const useIsSignedIn = () => usePerson(({ person }) => person !== null);
