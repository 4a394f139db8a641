import { useState } from "react";
import { useLocation } from "react-router";
import { ExplorePage } from "./features/explore/pages/explore-page";
import { Landing } from "./features/landing/components/landing";
import { useIsSignedIn } from "./shared/stores/sign-in";

/** The templates. Guests first see what the app does, unless they follow a link to a search or a filter. */
export function HomePage() {
  const isSignedIn = useIsSignedIn();
  const { search } = useLocation();
  const [isIntroduced, setIntroduced] = useState(search === "");
  if (search === "" && !isIntroduced) {
    setIntroduced(true);
  }
  if (isSignedIn || !isIntroduced) {
    return <ExplorePage />;
  }
  return (
    <>
      <Landing />
      <ExplorePage isSection />
    </>
  );
}
