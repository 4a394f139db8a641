import { Navigate, Outlet, useLocation } from "react-router";
import { useIsSignedIn } from "@/shared/stores/person";

/** What is for people who are signed in; others sign in first and then come back here. */
export function SignedInLayout() {
  const isSignedIn = useIsSignedIn();
  const { pathname } = useLocation();
  return isSignedIn ? <Outlet /> : <Navigate to="/sign-in" replace state={{ next: pathname }} />;
}
