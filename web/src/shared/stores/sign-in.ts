import { create } from "zustand";
import { session } from "@/core/api/client";

let signInCount = 0;
const stateOf = (isSignedIn: boolean) => ({ signInId: isSignedIn ? ++signInCount : null });

/** Identifies the current sign-in; null if nobody is signed in. The session has no user id, so each sign-in gets a new number. */
export const useSignIn = create<{ readonly signInId: number | null }>(() => stateOf(session.isSignedIn));

session.onChange((isSignedIn) => useSignIn.setState(stateOf(isSignedIn)));

export const useIsSignedIn = () => useSignIn(({ signInId }) => signInId !== null);
