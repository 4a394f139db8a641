import { toast } from "@/shared/stores/toasts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useLocation, useNavigate } from "react-router";
import { anonymousApi, dataOf, session } from "@/core/api/client";
import { Failure } from "@/core/api/failure";
import { guessCountry, parsePhone } from "@/core/domain/phone";
import { AiLabel } from "@/shared/components/ai-label";
import { BackButton } from "@/shared/components/back-button";
import { ExamplePictures, ExampleStrip } from "@/shared/components/example-pictures";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { addFavorite } from "@/shared/stores/favorites";
import { useIsSignedIn } from "@/shared/stores/sign-in";
import { usePreferences } from "@/shared/stores/preferences";
import { CodeStep } from "../components/code-step";
import { PhoneStep } from "../components/phone-step";

/** The location state that other pages pass to this page. */
interface SignInState {
  /** The path to open after signing in. */
  readonly next?: string;
  /** The id of a template to add to the favourites after signing in. */
  readonly favorite?: string;
}

/** Where the user goes next: new users without a goal of their own are welcomed. */
function destination({ next = "/", favorite }: SignInState, isNewUser: boolean): string {
  return isNewUser && next === "/" && favorite === undefined ? "/welcome" : next;
}

export function SignInPage() {
  const { t } = useTranslation("auth");
  const textOf = useFailureText();
  const navigate = useNavigate();
  const locationState = (useLocation().state ?? {}) as SignInState;
  const language = usePreferences((state) => state.language);
  const isSignedIn = useIsSignedIn();
  const [phone, setPhone] = useState(() => parsePhone("", guessCountry(navigator.languages)));
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [resendAt, setResendAt] = useState(0);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  usePageTitle(t("app.signIn"));

  const send = async (phoneNumber: string) => {
    setBusy(true);
    setFailure(null);
    try {
      const { resendIn } = await dataOf(anonymousApi.POST("/auth/send-code", { body: { phoneNumber, locale: language } }));
      setResendAt(Date.now() + resendIn * 1000);
      if (sentTo !== null) {
        toast.success(t("signIn.resent"));
      }
      setSentTo(phoneNumber);
    } catch (error) {
      const reason = Failure.of(error);
      if (reason.code === "RESEND_TOO_SOON") {
        // A code that was sent earlier or from another tab is still valid.
        setResendAt(Date.now() + (reason.details.retryAfter ?? 60) * 1000);
        setSentTo(phoneNumber);
      } else {
        setFailure(reason);
      }
    } finally {
      setBusy(false);
    }
  };

  const verify = async (phoneNumber: string, code: string) => {
    setBusy(true);
    setFailure(null);
    try {
      const tokens = await dataOf(anonymousApi.POST("/auth/verify-code", { body: { phoneNumber, code } }));
      session.begin(tokens);
      if (locationState.favorite) {
        await addFavorite(locationState.favorite).catch((error: unknown) =>
          toast.danger(t("template.favoriteFailed", { reason: textOf(error) })),
        );
      }
      void navigate(destination(locationState, tokens.isNewUser), { replace: true });
    } catch (error) {
      setFailure(Failure.of(error));
      setBusy(false);
    }
  };

  // While busy, `verify` is still adding the favourite and navigates when done.
  if (isSignedIn && !isBusy) {
    return <Navigate to={locationState.next ?? "/gallery"} replace />;
  }
  const problem = failure && textOf(failure);
  return (
    <div className="mx-auto grid w-full max-w-6xl flex-1 items-start gap-16 px-4 pb-10 sm:px-6 pt-4 md:items-center md:py-10 lg:grid-cols-2 lg:px-10">
      <div className="mx-auto w-full max-w-sm lg:mx-0 lg:justify-self-center">
        {sentTo === null && (
          <>
            <div className="mb-6 md:hidden">
              <BackButton />
            </div>
            <div className="mb-7 lg:hidden">
              <ExampleStrip />
            </div>
          </>
        )}
        {sentTo === null ? (
          <PhoneStep
            phone={phone}
            isBusy={isBusy}
            problem={problem}
            onChange={(changed) => {
              setPhone(changed);
              setFailure(null);
            }}
            onSend={() => phone.e164 && void send(phone.e164)}
          />
        ) : (
          <CodeStep
            phoneNumber={sentTo}
            resendAt={resendAt}
            isBusy={isBusy}
            problem={problem}
            onVerify={(code) => void verify(sentTo, code)}
            onResend={() => void send(sentTo)}
            onType={() => failure && setFailure(null)}
            onChangeNumber={() => {
              setFailure(null);
              setSentTo(null);
            }}
          />
        )}
      </div>
      <Aside />
    </div>
  );
}

/** What the app does: beside the form on large screens, above it on others. */
function Aside() {
  const { t } = useTranslation("auth");
  return (
    <aside className="hidden rounded-[2rem] bg-surface-secondary p-7 lg:block xl:p-9">
      <ExamplePictures />
      <p className="mt-9 text-pretty text-2xl font-bold leading-tight xl:text-3xl">{t("signIn.tagline")}</p>
      <p className="mt-2.5 text-pretty text-muted">{t("signIn.taglineText")}</p>
      <div className="mt-4">
        <AiLabel />
      </div>
    </aside>
  );
}
