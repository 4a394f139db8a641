import { useEffect } from "react";
import { useTranslation } from "react-i18next";

/** Sets the document title. The name of the app follows the title of a page. */
export function usePageTitle(title?: string | null): void {
  useDocumentTitle(title ? `${title} · Nero` : "Nero");
}

/** Sets the document title to that of the first page, which says what the app does. */
export function useHomeTitle(): void {
  const { t } = useTranslation();
  useDocumentTitle(t("app.title"));
}

function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
