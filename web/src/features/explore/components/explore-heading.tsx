import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Skeleton } from "@/shared/components/skeleton";
import { useIsSignedIn } from "@/shared/stores/sign-in";

const MemberHeading = lazy(async () => ({ default: (await import("./member-heading")).MemberHeading }));

/** The heading of the templates. Members see the face of their newest character beside it. */
export function ExploreHeading({ isSection }: { isSection: boolean }) {
  const isSignedIn = useIsSignedIn();
  return isSignedIn ? (
    <Suspense
      fallback={
        <div className="pb-1 pt-5 sm:pt-8">
          <Skeleton className="size-16 rounded-full sm:size-20" />
        </div>
      }
    >
      <MemberHeading />
    </Suspense>
  ) : (
    <GuestHeading isSection={isSection} />
  );
}

function GuestHeading({ isSection }: { isSection: boolean }) {
  const { t } = useTranslation();
  if (isSection) {
    return <h2 className="pt-6 text-2xl font-bold sm:text-3xl">{t("explore.title")}</h2>;
  }
  return (
    <div className="pb-1 pt-6 sm:pt-8">
      <h1 className="text-[1.75rem] font-bold leading-tight sm:text-4xl">{t("explore.title")}</h1>
      <p className="mt-2 max-w-2xl text-pretty text-muted sm:text-lg">{t("explore.subtitle")}</p>
    </div>
  );
}
