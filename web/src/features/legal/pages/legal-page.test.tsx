import { withTexts } from "@/shared/translations/i18n";
import { cleanup, render, screen, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { usePreferences } from "@/shared/stores/preferences";
import en from "@/shared/translations/legal/en.json";

beforeEach(() => {
  vi.resetModules();
  usePreferences.getState().choose({ language: "en" });
});

afterEach(() => {
  cleanup();
  vi.unstubAllEnvs();
});

const open = async () => {
  const { PrivacyPage } = await withTexts("legal", import("./legal-page"));
  render(<PrivacyPage />, { wrapper: MemoryRouter });
};
const openContact = async () => {
  const { ContactPage } = await withTexts("legal", import("./contact-page"));
  render(<ContactPage />, { wrapper: MemoryRouter });
};

test("names the operator of the setting", async () => {
  vi.stubEnv("VITE_OPERATOR", "Example Ltd");
  vi.stubEnv("VITE_CONTACT", "help@nero.example");
  await open();
  expect(screen.getByText(/^We \(Example Ltd\) are responsible for your data/)).toBeTruthy();
  cleanup();

  await openContact();
  expect(screen.getByText("Example Ltd")).toBeTruthy();
  expect(screen.getByRole("link", { name: "help@nero.example" }).getAttribute("href")).toBe("mailto:help@nero.example");
  expect(screen.getByRole("link", { name: en.report.byEmail }).getAttribute("href")).toMatch(/^mailto:help@nero\.example\?subject=/);
});

test("names an example on one machine, and what users can do themselves", async () => {
  await open();
  expect(screen.getByText(/^We \(the operator of this website\) are responsible/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "Contact" }).getAttribute("href")).toBe("/contact");
  cleanup();

  await openContact();
  expect(screen.getByText(en.operator.demo)).toBeTruthy();
  expect(screen.getByText(en.reach.local)).toBeTruthy();
  expect(screen.getByRole("link", { name: /nero\.example$/ })).toBeTruthy();
  expect(document.body.textContent).not.toContain("localhost");
  const answers = within(screen.getByRole("region", { name: en.answers.title })).getAllByRole("link");
  expect(answers.map((link) => link.getAttribute("href"))).toContain("/payments");
  cleanup();

  vi.stubEnv("VITE_OPERATOR", "Sara");
  vi.resetModules();
  await openContact();
  expect(screen.getByText("Sara")).toBeTruthy();
  expect(screen.queryByRole("link", { name: /nero\.example$/ })).toBeNull();
  expect(screen.getByText(en.reach.none)).toBeTruthy();
});
