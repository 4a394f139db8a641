import "@/shared/translations/i18n";
import { toast, toastQueue } from "@heroui/react/toast";
import { act, cleanup, render } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { ToastRegion } from "./toast-region";

afterEach(() => {
  cleanup();
  toastQueue.clear();
  session.end();
});

test("what was said to a user ends with their session", async () => {
  render(<ToastRegion />);
  act(() => {
    session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
    toast("Changes saved");
  });
  expect(toastQueue.visibleToasts).toHaveLength(1);

  act(() => session.end());

  await vi.waitFor(() => expect(toastQueue.visibleToasts).toHaveLength(0));
});
