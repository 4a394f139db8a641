import { useTranslation } from "react-i18next";
import { useFormats } from "@/shared/hooks/use-formats";
import { Document, Section } from "../components/document";
import { OPERATOR } from "../components/operator";

/** When the texts were last changed. */
const CHANGED = { privacy: "2026-11-28", terms: "2026-11-28" };

interface Part {
  readonly title: string;
  readonly text?: readonly string[];
  readonly list?: readonly string[];
}

export const AboutPage = () => <LegalPage name="about" />;
export const PrivacyPage = () => <LegalPage name="privacy" />;
export const TermsPage = () => <LegalPage name="terms" />;

/** A page of text about Nero. */
function LegalPage({ name }: { name: "about" | "privacy" | "terms" }) {
  const { t } = useTranslation("legal");
  const { date } = useFormats();
  const operator = OPERATOR ?? t("localOperator");
  const parts: readonly Part[] = t(`${name}.sections`, { returnObjects: true, operator });
  return (
    <Document title={t(`${name}.title`)}>
      {name !== "about" && <p className="mt-2 text-muted">{t("updated", { date: date(CHANGED[name]) })}</p>}
      {parts.map(({ title, text, list }) => (
        <Section key={title} title={title}>
          {text?.map((paragraph) => (
            <p key={paragraph}>{capitalized(paragraph)}</p>
          ))}
          {list && (
            <ul className="list-disc space-y-2 ps-5 marker:text-muted">
              {list.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          )}
        </Section>
      ))}
    </Document>
  );
}

/** A sentence may begin with the operator. */
const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
