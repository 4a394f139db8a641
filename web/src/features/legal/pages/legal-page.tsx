import { buttonVariants } from "@/shared/components/button";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { AiLabel } from "@/shared/components/ai-label";
import { ExamplePictures } from "@/shared/components/example-pictures";
import { useFormats } from "@/shared/hooks/use-formats";
import { Document, LINK, Section } from "../components/document";
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
      {name !== "about" && (
        <>
          <p className="mt-2 text-muted">{t("updated", { date: date(CHANGED[name]) })}</p>
          <Contents titles={parts.map(({ title }) => title)} />
        </>
      )}
      {parts.map(({ title, text, list }, index) => (
        <Section key={title} id={idOf(index)} title={title}>
          {text?.map((paragraph) => (
            <p key={paragraph}>
              <Linked text={paragraph} />
            </p>
          ))}
          {list && (
            <ul className="list-disc space-y-2 ps-5 marker:text-muted">
              {list.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          )}
          {name === "about" && index === 0 && (
            <div className="pt-4">
              <ExamplePictures />
              <div className="mt-4">
                <AiLabel />
              </div>
            </div>
          )}
        </Section>
      ))}
      {name === "about" && (
        <Link to="/" className={`${buttonVariants({ size: "lg" })} mt-9 px-7`}>
          {t("about.action")}
        </Link>
      )}
    </Document>
  );
}

const idOf = (index: number) => `part-${index + 1}`;

/** Links to the parts of the text, initially folded on phones. */
function Contents({ titles }: { titles: readonly string[] }) {
  const { t } = useTranslation("legal");
  const [isOpen] = useState(() => matchMedia("(min-width: 48rem)").matches);
  return (
    <nav aria-label={t("contents")} className="mt-7 rounded-2xl bg-surface-secondary">
      <details open={isOpen} className="group">
        <summary className="shows-focus flex cursor-pointer list-none items-center justify-between rounded-2xl px-4 py-3.5 font-medium sm:px-5 [&::-webkit-details-marker]:hidden">
          {t("contents")}
          <ChevronDown aria-hidden size={18} className="text-muted transition-transform group-open:rotate-180" />
        </summary>
        <ul className="grid gap-x-6 px-4 pb-4 sm:grid-cols-2 sm:px-5">
          {titles.map((title, index) => (
            <li key={title}>
              <Link to={{ hash: idOf(index) }} className="shows-focus inline-block rounded py-1.5 hover:underline">
                {title}
              </Link>
            </li>
          ))}
        </ul>
      </details>
    </nav>
  );
}

/** A text that may contain a link to the page for questions. */
function Linked({ text }: { text: string }) {
  const [before, label, after] = text.split(/<\/?contact>/);
  return (
    <>
      {before}
      {label && (
        <Link to="/contact" className={`${LINK} whitespace-nowrap`}>
          {label}
        </Link>
      )}
      {after}
    </>
  );
}
