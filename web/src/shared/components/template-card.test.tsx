import { cleanup, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, test } from "vitest";
import type { Template } from "@/core/domain/entities/template";
import { usePreferences } from "@/shared/stores/preferences";
import "@/shared/translations/i18n";
import { TemplateCard } from "./template-card";

afterEach(cleanup);

test("a card has the name of its template, for readers and for screen readers", () => {
  usePreferences.getState().choose({ language: "en" });
  const template = { id: "t", imageUrl: "/t.jpg", title: { en: "Dusk", fa: null }, isFavorite: false } as Template;
  render(
    <MemoryRouter>
      <TemplateCard template={template} isFirst place="a list" />
    </MemoryRouter>,
  );

  expect(screen.getByRole("link", { name: "Open Dusk" }).textContent).toBe("Dusk");
});
