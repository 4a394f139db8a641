import "@/shared/translations/i18n";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { closeToasts, toast, useToasts } from "@/shared/stores/toasts";
import { Toasts } from "./toasts";

const code = vi.hoisted(() => ({ isReachable: true }));
vi.mock("./toast-region", async (original) => {
  const { ToastRegion } = await original<typeof import("./toast-region")>();
  return {
    get ToastRegion() {
      if (!code.isReachable) {
        throw new Error("Failed to fetch dynamically imported module");
      }
      return ToastRegion;
    },
  };
});

beforeEach(() => {
  code.isReachable = true;
  useToasts.setState({ Region: null });
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test("the first message loads what shows it, and a dialog closes it", async () => {
  render(<Toasts />);
  closeToasts();
  expect(useToasts.getState().Region).toBeNull();

  toast.success("Changes saved");
  expect(await screen.findByText("Changes saved", {}, { timeout: 5_000 })).toBeTruthy();

  closeToasts();
  await waitFor(() => expect(screen.queryByText("Changes saved")).toBeNull());
});

test("loads what shows messages soon after the start, and the page stays as it is if that fails", async () => {
  vi.useFakeTimers();
  code.isReachable = false;
  render(
    <>
      <p>page</p>
      <Toasts />
    </>,
  );
  await act(() => vi.advanceTimersByTimeAsync(10_000));
  expect(useToasts.getState().Region).toBeNull();

  code.isReachable = true;
  toast("Saved");
  await act(() => vi.advanceTimersByTimeAsync(100));

  expect(screen.getByText("page")).toBeTruthy();
  expect(screen.getByText("Saved")).toBeTruthy();
});

test("preloads what shows messages", async () => {
  vi.useFakeTimers();
  render(<Toasts />);

  await act(() => vi.advanceTimersByTimeAsync(10_000));

  expect(useToasts.getState().Region).not.toBeNull();
});
