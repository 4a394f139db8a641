import { lazy, Suspense, useState } from "react";
import { useLocation } from "react-router";
import { ExplorePage } from "./features/explore/pages/explore-page";
import { useIsSignedIn } from "./shared/stores/sign-in";
import { withTexts } from "./shared/translations/i18n";

const Landing = lazy(async () => ({ default: (await withTexts("landing", import("./features/landing/components/landing"))).Landing }));

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
    // The page is as high as the screen until the introduction is there, so that the templates do not move.
    <Suspense fallback={<div className="h-dvh" />}>
      <Landing />
      <ExplorePage isSection />
    </Suspense>
  );
}
