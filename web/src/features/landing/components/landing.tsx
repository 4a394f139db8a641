import { buttonVariants } from "@heroui/react/button";
import { ArrowRight, ImagePlus, Lock, type LucideIcon, Palette, ShieldCheck, Sparkles, Trash2, WandSparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { AiLabel } from "@/shared/components/ai-label";
import { ExamplePictures } from "@/shared/components/example-pictures";
import { useFormats } from "@/shared/hooks/use-formats";

const STEPS = [
  ["choose", Palette],
  ["add", ImagePlus],
  ["get", WandSparkles],
] as const;

const PROMISES = [
  ["use", ShieldCheck],
  ["share", Lock],
  ["delete", Trash2],
] as const;

/** Tells guests what the app does. The templates follow it. */
export function Landing() {
  return (
    <div className="mx-auto w-full max-w-[96rem] px-4 sm:px-6 lg:px-10">
      <Hero />
      <Steps />
      <Promises />
    </div>
  );
}

function Hero() {
  const { t } = useTranslation("landing");
  return (
    <section className="grid items-center gap-8 pb-14 pt-7 sm:pt-12 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)] lg:gap-16 lg:pb-20 lg:pt-16">
      <div>
        <h1 className="text-[2.125rem] font-bold leading-[1.15] sm:text-5xl sm:leading-[1.12] xl:text-6xl xl:leading-[1.1]">
          {t("title")}
        </h1>
        <p className="mt-4 max-w-xl text-pretty text-lg text-muted sm:mt-5 sm:text-xl">{t("text")}</p>
        <div className="mt-6 flex flex-wrap items-center gap-x-5 gap-y-2.5 sm:mt-8">
          <Link to="/welcome" className={`${buttonVariants({ size: "lg" })} h-14 basis-full px-8 text-lg sm:basis-auto md:h-14`}>
            <Sparkles aria-hidden />
            {t("makeMine")}
          </Link>
          <p className="text-muted">{t("free")}</p>
        </div>
      </div>
      <Looks />
    </section>
  );
}

/** What one photo becomes. */
function Looks() {
  const { t } = useTranslation("landing");
  return (
    <div>
      <ExamplePictures />
      <div className="mt-3">
        <AiLabel text={t("ai")} />
      </div>
    </div>
  );
}

function Steps() {
  const { t } = useTranslation("landing");
  const { number } = useFormats();
  return (
    <section aria-labelledby="steps" className="border-t border-separator py-12 sm:py-16">
      <h2 id="steps" className="text-2xl font-bold sm:text-3xl">
        {t("steps.title")}
      </h2>
      <ol className="mt-7 grid gap-7 sm:grid-cols-3 sm:gap-8">
        {STEPS.map(([name, Icon], index) => (
          <Point key={name} Icon={Icon} title={`${number(index + 1)}. ${t(`steps.${name}.title`)}`} text={t(`steps.${name}.text`)} />
        ))}
      </ol>
    </section>
  );
}

function Promises() {
  const { t } = useTranslation("landing");
  return (
    <section aria-labelledby="promises" className="rounded-3xl bg-surface-secondary px-5 py-10 sm:px-10 sm:py-14">
      <h2 id="promises" className="text-2xl font-bold sm:text-3xl">
        {t("privacy.title")}
      </h2>
      <ul className="mt-7 grid gap-7 sm:grid-cols-3 sm:gap-8">
        {PROMISES.map(([name, Icon]) => (
          <Point key={name} Icon={Icon} title={t(`privacy.${name}.title`)} text={t(`privacy.${name}.text`)} />
        ))}
      </ul>
      <Link
        to="/privacy"
        className="shows-focus mt-7 inline-flex items-center gap-1.5 rounded font-medium text-ember-text underline underline-offset-4"
      >
        {t("privacy.more")}
        <ArrowRight aria-hidden size={16} className="rtl:rotate-180" />
      </Link>
    </section>
  );
}

function Point({ Icon, title, text }: { Icon: LucideIcon; title: string; text: string }) {
  return (
    <li className="flex gap-4 sm:block">
      <span className="grid size-12 shrink-0 place-items-center rounded-2xl bg-surface-tertiary text-ember-text">
        <Icon aria-hidden size={24} strokeWidth={1.7} />
      </span>
      <div className="sm:mt-4">
        <h3 className="text-lg font-semibold">{title}</h3>
        <p className="mt-1 text-pretty text-muted">{text}</p>
      </div>
    </li>
  );
}
