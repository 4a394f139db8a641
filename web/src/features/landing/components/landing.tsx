import { buttonVariants } from "@/shared/components/button";
import { Lock, Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { AiLabel } from "@/shared/components/ai-label";
import { ExamplePictures } from "@/shared/components/example-pictures";
import { useNumber } from "@/shared/hooks/use-number";

const STEPS = ["choose", "add", "get"] as const;

/** Tells guests what the app does. The templates follow it, and the first of them are on the same screen. */
export function Landing() {
  const { t } = useTranslation();
  return (
    <section className="mx-auto grid w-full max-w-[96rem] gap-5 px-4 pb-4 pt-6 sm:px-6 md:grid-cols-[minmax(0,1fr)_20rem] md:gap-x-10 lg:grid-cols-[minmax(0,1fr)_26rem] lg:gap-x-16 lg:px-10 lg:pt-8 2xl:grid-cols-[minmax(0,1fr)_36rem] 2xl:pb-10 2xl:pt-14">
      <h1 className="self-end text-[2.125rem] font-bold leading-[1.15] lg:text-5xl lg:leading-[1.12] 2xl:text-6xl 2xl:leading-[1.1]">
        {t("landing.title")}
      </h1>
      <Looks />
      <div>
        <Steps />
        <div className="mt-5 flex flex-wrap items-center gap-x-5 gap-y-2.5 sm:mt-6">
          <Link to="/welcome" className={`${buttonVariants({ size: "lg" })} basis-full px-8 text-lg sm:basis-auto`}>
            <Sparkles aria-hidden />
            {t("landing.makeMine")}
          </Link>
          <p className="text-sm text-muted sm:text-base">{t("landing.free")}</p>
        </div>
        <p className="mt-4 flex items-start gap-2 text-sm text-muted sm:mt-5">
          <Lock aria-hidden size={16} className="mt-0.5 shrink-0" />
          <span>
            {t("landing.privacy.text")}{" "}
            <Link to="/privacy" className="shows-focus rounded font-medium link">
              {t("landing.privacy.more")}
            </Link>
          </span>
        </p>
      </div>
    </section>
  );
}

/** How a picture is made. */
function Steps() {
  const { t } = useTranslation();
  const number = useNumber();
  return (
    <ol aria-label={t("landing.steps.title")} className="space-y-1.5 sm:text-lg">
      {STEPS.map((name, index) => (
        <li key={name} className="flex items-center gap-3">
          <span aria-hidden className="grid size-6 shrink-0 place-items-center rounded-full bg-surface-tertiary text-sm font-semibold">
            {number(index + 1)}
          </span>
          {t(`landing.steps.${name}`)}
        </li>
      ))}
    </ol>
  );
}

/** What one photo becomes. */
function Looks() {
  const { t } = useTranslation();
  return (
    <div className="md:col-start-2 md:row-span-2 md:row-start-1">
      <ExamplePictures />
      <div className="mt-3">
        <AiLabel text={t("landing.ai")} />
      </div>
    </div>
  );
}
