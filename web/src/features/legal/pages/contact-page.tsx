import { useTranslation } from "react-i18next";
import { Document, Section } from "../components/document";
import { CONTACT, OPERATOR } from "../components/operator";

/** How to reach the operator. */
export function ContactPage() {
  const { t } = useTranslation("legal");
  return (
    <Document title={t("contactTitle")}>
      {CONTACT === null ? (
        <p className="mt-6">{t("localContact")}</p>
      ) : (
        <>
          <p className="mt-6">{t("contactText")}</p>
          <p className="mt-4">
            <a
              href={`mailto:${CONTACT}`}
              dir="ltr"
              className="shows-focus rounded font-medium text-ember-text underline underline-offset-4"
            >
              {CONTACT}
            </a>
          </p>
        </>
      )}
      <Section title={t("reportTitle")}>
        <p>{t("reportText")}</p>
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
