import i18next from "@/shared/translations/i18n";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { act } from "react";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { usePreferences } from "@/shared/stores/preferences";
import { BeforeAfter } from "./before-after";

beforeAll(() => i18next.loadNamespaces("generation"));
afterEach(cleanup);

test.each([
  ["en", "inset(0 70% 0 0)"],
  ["fa", "inset(0 0 0 70%)"],
] as const)("shows the picture before from the start of the line on (%s)", async (language, expected) => {
  await act(async () => usePreferences.getState().choose({ language }));
  await vi.waitFor(() => expect(i18next.language).toBe(language));
  render(<BeforeAfter before="/before.jpg" image={{ url: "/after.jpg", width: 3, height: 4, format: "jpg", bytes: 1 }} />);

  fireEvent.change(screen.getByRole("slider"), { target: { value: "30" } });

  expect(document.querySelector<HTMLElement>("img[src='/before.jpg']")!.style.clipPath).toBe(expected);
});
