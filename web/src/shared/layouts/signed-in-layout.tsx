import { Navigate, Outlet, useLocation } from "react-router";
import { useIsSignedIn } from "@/shared/stores/sign-in";

/** Requires a signed-in user. Others go to the sign-in page, which returns them here. */
export function SignedInLayout() {
  const isSignedIn = useIsSignedIn();
  const { pathname, search } = useLocation();
  return isSignedIn ? <Outlet /> : <Navigate to="/sign-in" replace state={{ next: pathname + search }} />;
}
