import { buttonVariants } from "@/shared/components/button";
import { ChevronRight, Download, Mail, Star, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "@/shared/hooks/use-formats";
import { Document, LINK, Section } from "../components/document";
import { CONTACT, OPERATOR } from "../components/operator";

/** What users can do themselves. */
const ANSWERS = [
  ["delete", Trash2, "/profile/account"],
  ["export", Download, "/profile/account"],
  ["stars", Star, "/profile/stars"],
] as const;

/** Who runs the site and how to reach them, how to report a picture, and what users can do themselves. */
export function ContactPage() {
  const { t } = useTranslation("legal");
  const { number } = useFormats();
  const steps = t("report.steps", { returnObjects: true });
  return (
    <Document title={t("contactTitle")}>
      {OPERATOR === null ? (
        <p className="mt-4 max-w-prose text-lg leading-relaxed text-muted">{t("reach.local")}</p>
      ) : (
        <dl className="mt-7 grid gap-6 rounded-3xl border border-separator bg-surface p-5 sm:p-7">
          <div>
            <dt className="text-sm text-muted">{t("operator.title")}</dt>
            <dd className="mt-1.5 leading-relaxed">
              <span dir="auto" className="from-start block font-semibold">
                {OPERATOR}
              </span>
            </dd>
          </div>
          <div>
            <dt className="text-sm text-muted">{t("reach.title")}</dt>
            <dd className="mt-1.5 leading-relaxed">
              {CONTACT === null ? (
                t("reach.none")
              ) : (
                <>
                  <a href={`mailto:${CONTACT}`} className={buttonVariants({ size: "lg" })}>
                    <Mail aria-hidden />
                    <bdi dir="ltr">{CONTACT}</bdi>
                  </a>
                  <p className="mt-3 text-muted">{t("reach.text")}</p>
                </>
              )}
            </dd>
          </div>
        </dl>
      )}
      <Section title={t("answers.title")}>
        <ul className="divide-y divide-separator overflow-hidden rounded-3xl border border-separator bg-surface">
          {ANSWERS.map(([name, Icon, to]) => (
            <li key={name}>
              <Link
                to={to}
                className="shows-focus flex items-center gap-3.5 p-4 -outline-offset-2 transition-colors hover:bg-surface-secondary"
              >
                <span className="grid size-11 shrink-0 place-items-center rounded-2xl bg-surface-tertiary text-ember-text">
                  <Icon aria-hidden size={20} strokeWidth={1.8} />
                </span>
                <span className="min-w-0 flex-1">
                  <span className="block font-semibold">{t(`answers.${name}.title`)}</span>
                  <span className="mt-0.5 block text-pretty text-muted">{t(`answers.${name}.text`)}</span>
                </span>
                <ChevronRight aria-hidden size={18} className="shrink-0 text-muted rtl:rotate-180" />
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
