import { buttonVariants } from "@/shared/components/button";
import { Skeleton } from "@/shared/components/skeleton";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Failure } from "@/core/api/failure";
import { BackButton } from "@/shared/components/back-button";
import { ExamplePictures } from "@/shared/components/example-pictures";
import { FailureNotice } from "@/shared/components/failure-notice";
import { useFormats } from "@/shared/hooks/use-formats";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { useAccount } from "@/shared/queries/account";
import { FirstLook } from "../components/first-look";
import { WelcomeName } from "../components/welcome-name";
import { WelcomePhotos } from "../components/welcome-photos";
import { useNewCharacter } from "../stores/new-character";

const STEPS = ["name", "photos", "look"] as const;
const SKIP = "shows-focus -mx-1 rounded px-1 py-1 text-sm font-medium text-muted hover:text-foreground";

/** Guides new users to their first picture: their name, their photos, and a template. Each step can be skipped. */
export function WelcomePage() {
  const { t } = useTranslation("profile");
  const { data: account, error, refetch } = useAccount();
  usePageTitle(t("welcome.title"));

  if (error && !account) {
    return <FailureNotice isPage failure={Failure.of(error)} onRetry={() => void refetch()} />;
  }
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-1 flex-col px-4 pt-3 sm:px-6 md:block md:pb-14 md:pt-8">
      {account ? (
        <Steps name={account.user.name ?? ""} hasCharacter={account.stats.characterCount > 0} />
      ) : (
        <Skeleton className="h-64 rounded-3xl" />
      )}
    </div>
  );
}

function Steps({ name, hasCharacter }: { name: string; hasCharacter: boolean }) {
  const { t } = useTranslation("profile");
  const { number } = useFormats();
  // A reload continues with what is missing.
  const [firstStep] = useState<(typeof STEPS)[number]>(() => (hasCharacter ? "look" : name === "" ? "name" : "photos"));
  const [step, setStep] = useState(firstStep);
  const position = STEPS.indexOf(step);
  const isSending = useNewCharacter((state) => state.step !== "choosing");
  // The photos of a saved character are not chosen again.
  const canGoBack = step === "photos" || (step === "look" && !hasCharacter);

  return (
    <>
      <div className="mb-2 flex min-h-11 items-center justify-between">
        <span className={isSending ? "invisible" : ""}>
          <BackButton onPress={canGoBack ? () => setStep(STEPS[position - 1]!) : undefined} />
        </span>
        {step !== "photos" && (
          <Link to="/" replace className={SKIP}>
            {t("welcome.skip")}
          </Link>
        )}
        {step === "photos" && !isSending && (
          <button type="button" className={`${SKIP} cursor-pointer`} onClick={() => setStep("look")}>
            {t("welcome.skip")}
          </button>
        )}
      </div>
      <div
        role="progressbar"
        aria-label={t("welcome.step", { number: number(position + 1), total: number(STEPS.length) })}
        aria-valuemin={1}
        aria-valuemax={STEPS.length}
        aria-valuenow={position + 1}
        className="flex gap-1.5"
      >
        {STEPS.map((one, index) => (
          <span key={one} className={`h-1.5 flex-1 rounded-full ${index <= position ? "bg-selection" : "bg-surface-tertiary"}`} />
        ))}
      </div>
      <StepHeading key={step} title={t(`welcome.${step}.title`)} takesFocus={step !== firstStep} />
      <p className="mb-5 mt-2 text-pretty text-muted sm:text-lg">{t(`welcome.${step}.text`)}</p>
      {step === "name" && (
        <WelcomeName initial={name} onDone={() => setStep("photos")}>
          <ExamplePictures />
        </WelcomeName>
      )}
      {step === "photos" && <WelcomePhotos name={name || t("welcome.me")} onDone={() => setStep("look")} />}
      {step === "look" && (
        <>
          <FirstLook />
          <Link to="/" replace className={`${buttonVariants({ variant: "secondary", size: "lg" })} my-6 w-full sm:w-fit`}>
            {t("welcome.look.all")}
          </Link>
        </>
      )}
    </>
  );
}

/** Takes the focus when the step has changed, because the button that changed it is gone. */
function StepHeading({ title, takesFocus }: { title: string; takesFocus: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) {
      heading.current?.focus({ preventScroll: true });
      scrollTo({ top: 0 });
    }
  }, [takesFocus]);
  return (
    <h1 ref={heading} tabIndex={-1} className="mt-5 text-3xl font-bold outline-none sm:text-4xl md:mt-7">
      {title}
    </h1>
  );
}
