import { buttonVariants } from "@/shared/components/button";
import { ChevronRight, Download, Mail, ReceiptText, Smartphone, Star, Trash2, WandSparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "@/shared/hooks/use-formats";
import { Document, LINK, Section } from "../components/document";
import { CONTACT, IS_DEMO, OPERATOR } from "../components/operator";

/** What users can do themselves. */
const ANSWERS = [
  ["stars", Star, "/profile/stars"],
  ["payment", ReceiptText, "/payments"],
  ["plan", WandSparkles, "/upgrade"],
  ["devices", Smartphone, "/profile/account"],
  ["export", Download, "/profile/account"],
  ["delete", Trash2, "/profile/account"],
] as const;

/** Who runs the site and how to reach them, how to report a picture, and what users can do themselves. */
export function ContactPage() {
  const { t } = useTranslation("legal");
  const { number } = useFormats();
  const steps = t("report.steps", { returnObjects: true });
  return (
    <Document title={t("contactTitle")}>
      <div className="mt-7 flex flex-col gap-5 rounded-3xl border border-separator bg-surface p-5 sm:flex-row sm:items-center sm:justify-between sm:p-7">
        <div className="min-w-0">
          <p className="text-sm text-muted">{t("operator.title")}</p>
          <p dir="auto" className="from-start mt-0.5 text-lg font-semibold">
            {OPERATOR ?? t("operator.demo")}
          </p>
          <p className="mt-1.5 max-w-prose text-pretty text-muted">
            {t(IS_DEMO ? "reach.local" : CONTACT === null ? "reach.none" : "reach.text")}
          </p>
        </div>
        {CONTACT !== null && (
          <a href={`mailto:${CONTACT}`} className={`${buttonVariants({ size: "lg" })} shrink-0`}>
            <Mail aria-hidden />
            <bdi dir="ltr">{CONTACT}</bdi>
          </a>
        )}
      </div>
      <Section title={t("answers.title")}>
        <ul className="grid gap-3 sm:grid-cols-2">
          {ANSWERS.map(([name, Icon, to]) => (
            <li key={name} className="flex">
              <Link
                to={to}
                className="shows-focus flex w-full items-start gap-3.5 rounded-2xl border border-separator bg-surface p-4 transition-colors hover:bg-surface-secondary"
              >
                <span className="grid size-11 shrink-0 place-items-center rounded-2xl bg-surface-tertiary">
                  <Icon aria-hidden size={20} strokeWidth={1.8} />
                </span>
                <span className="min-w-0 flex-1">
                  <span className="block font-semibold">{t(`answers.${name}.title`)}</span>
                  <span className="mt-0.5 block text-pretty text-sm leading-normal text-muted">{t(`answers.${name}.text`)}</span>
                </span>
                <ChevronRight aria-hidden size={18} className="mt-0.5 shrink-0 self-center text-muted rtl:rotate-180" />
              </Link>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t("report.title")}>
        <ol className="space-y-3">
          {steps.map((step, index) => (
            <li key={step} className="flex gap-3.5">
              <span aria-hidden className="grid size-7 shrink-0 place-items-center rounded-full bg-surface-tertiary text-sm font-semibold">
                {number(index + 1)}
              </span>
              {step}
            </li>
          ))}
        </ol>
        <p className="text-muted">
          {t("report.text")}{" "}
          {CONTACT !== null && (
            <a href={`mailto:${CONTACT}?subject=${encodeURIComponent(t("report.title"))}`} className={LINK}>
              {t("report.byEmail")}
            </a>
          )}
        </p>
      </Section>
    </Document>
  );
}
