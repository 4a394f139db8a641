import { Download, Flag, type LucideIcon, Mail, Star, Trash2, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Document, LINK, Section } from "../components/document";
import { CONTACT, OPERATOR } from "../components/operator";

/** What users can do themselves. */
const ANSWERS = [
  ["delete", Trash2, "/profile/account"],
  ["export", Download, "/profile/account"],
  ["stars", Star, "/profile/stars"],
] as const;

/** How to reach the operator, and what users can do themselves. */
export function ContactPage() {
  const { t } = useTranslation("legal");
  return (
    <Document title={t("contactTitle")}>
      <div className="mt-6 rounded-3xl bg-surface-secondary p-5 sm:p-7">
        {CONTACT === null ? (
          <Point
            Heading="h2"
            Icon={UserRound}
            title={OPERATOR === null ? t("contactLocal.title") : t("contactLocal.named", { operator: OPERATOR })}
            text={t("contactLocal.text")}
          />
        ) : (
          <Point
            Heading="h2"
            Icon={Mail}
            title={
              <a href={`mailto:${CONTACT}`} dir="ltr" className={LINK}>
                {CONTACT}
              </a>
            }
            text={t("contactText")}
          />
        )}
      </div>
      <Section title={t("answers.title")}>
        <ul className="grid gap-6 pt-2">
          {ANSWERS.map(([name, Icon, to]) => (
            <li key={name}>
              <Point
                Icon={Icon}
                title={
                  <Link to={to} className={LINK}>
                    {t(`answers.${name}.title`)}
                  </Link>
                }
                text={t(`answers.${name}.text`)}
              />
            </li>
          ))}
          <li>
            <Point Icon={Flag} title={t("reportTitle")} text={t("reportText")} />
          </li>
        </ul>
      </Section>
      {OPERATOR !== null && (
        <Section title={t("operator")}>
          <p dir="auto" className="from-start">
            {OPERATOR}
          </p>
        </Section>
      )}
    </Document>
  );
}

interface PointProps {
  readonly Heading?: "h2" | "h3";
  readonly Icon: LucideIcon;
  readonly title: ReactNode;
  readonly text: string;
}

function Point({ Heading = "h3", Icon, title, text }: PointProps) {
  return (
    <div className="flex gap-4">
      <span className="grid size-11 shrink-0 place-items-center rounded-2xl bg-surface-tertiary text-ember-text">
        <Icon aria-hidden size={20} strokeWidth={1.8} />
      </span>
      <div>
        <Heading className="font-semibold">{title}</Heading>
        <p className="mt-1 text-pretty leading-relaxed text-muted">{text}</p>
      </div>
    </div>
  );
}
