import "@/shared/translations/i18n";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { closeToasts, toast, useToasts } from "@/shared/stores/toasts";
import { Toasts } from "./toasts";

afterEach(cleanup);

test("the first message loads what shows it, and a dialog closes it", async () => {
  render(<Toasts />);
  closeToasts();
  expect(useToasts.getState().isLoaded).toBe(false);

  toast.success("Changes saved");
  expect(await screen.findByText("Changes saved", {}, { timeout: 5_000 })).toBeTruthy();

  closeToasts();
  await waitFor(() => expect(screen.queryByText("Changes saved")).toBeNull());
});
